// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of an OpenAPI document as a table of it needs. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

interface ApiOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
}

let text: string | undefined;

/** The committed OpenAPI document, read when somebody asks for it first. */
export function apiDocumentText(): string {
  text ??= readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8');
  return text;
}

/** A page that lists every operation, for people who open a gateway's address in a browser. */
export function apiPage(document: ApiDocument, organisation: string): string {
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary }]) => {
      const cells = [method.toUpperCase(), path, operationId, summary ?? ''];
      return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
    }),
  );
  const title = `${document.info.title} of ${organisation}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
td { border-top: 1px solid #ddd; padding: .25rem .75rem .25rem 0; vertical-align: top }
td:first-child, td:nth-child(2) { font-family: ui-monospace, monospace }
</style>
<h1>${escape(title)}</h1>
<p>Version ${escape(document.info.version)}. Send <code>Authorization: Bearer wp_…</code>, and with every POST an
<code>Idempotency-Key</code>. The whole description: <a href="/openapi.json">openapi.json</a>; what a problem means:
<a href="/problems">problems</a>; <a href="/health/ready">health</a>.</p>
<table>
${rows.join('\n')}
</table>
</html>
`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
