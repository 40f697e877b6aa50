// SPDX-License-Identifier: Apache-2.0

/** Where an operation is; parameters in braces stand in the path, the others in the query. */
export interface OperationPlace {
  readonly path: string;
  readonly query: readonly string[];
}

/** The URL of a request: each parameter percent-encoded in its place. */
export function requestUrl(
  base: string,
  { path, query }: OperationPlace,
  parameters: Readonly<Record<string, unknown>>,
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(textOf(parameters[name])));
  const search = new URLSearchParams();
  for (const name of query) {
    if (parameters[name] !== undefined) {
      search.set(name, textOf(parameters[name]));
    }
  }
  const question = search.size === 0 ? '' : `?${search.toString()}`;
  return `${base.replace(/\/+$/, '')}${filled}${question}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
