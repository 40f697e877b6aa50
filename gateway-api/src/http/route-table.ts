// SPDX-License-Identifier: Apache-2.0

/** The routes of a server, so that a wrong method can be told from a wrong path. */
export class RouteTable {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  /** Notes a route; `:name` stands for one segment. */
  add(method: string, path: string): void {
    const source = path
      .split('/')
      .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    this.#routes.push({ method, pattern: new RegExp(`^${source}/?$`) });
  }

  /** The methods that exist at a concrete path, in alphabetical order. */
  methodsAt(path: string): readonly string[] {
    const methods = this.#routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}
