// SPDX-License-Identifier: Apache-2.0
import { typeOf, type JsonSchema } from './json-schema-type.js';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface OpenApiOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses?: Readonly<Record<string, Content>>;
}

/** The part of an OpenAPI document that the client is made from. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

const OCTETS = 'application/octet-stream';

const HEADER = `// SPDX-License-Identifier: Apache-2.0
// Generated from openapi.json by \`npm run openapi -w gateway-api\`. Do not edit.
`;

/** The text of the client's \`schema.ts\`: a type per named schema, and per operation what it takes and answers. */
export function clientSchemaText(document: OpenApiDocument): string {
  const routes = routesOf(document);
  const named = Object.entries(document.components?.schemas ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, schema]) => `/** See \`${name}\` in openapi.json. */\nexport type ${name} = ${typeOf(schema)};\n`);
  const types = routes.map(operationType);
  const table = routes.map(tableEntry);
  return [
    HEADER,
    ...named,
    `/** What each operation takes and answers. */\nexport interface Operations {\n${types.join('\n')}\n}\n`,
    `/** Where each operation is, and which of its parameters stand in the query. */\nexport const operations = {\n${table.join('\n')}\n} as const;\n`,
  ].join('\n');
}

function routesOf({ paths }: OpenApiDocument): Route[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        id: operation.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        operation,
      })),
    )
    .filter(({ operation }) => !carriesBytes(operation))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Bytes are no JSON: the client has functions of their own for them. */
function carriesBytes({ requestBody, responses = {} }: OpenApiOperation): boolean {
  return [requestBody, ...Object.values(responses)].some((part) => part?.content?.[OCTETS] !== undefined);
}

function operationType({ id, operation }: Route): string {
  const lines = [
    ...(operation.summary === undefined ? [] : [`  /** ${operation.summary}. */`]),
    `  readonly ${id}: {`,
    `    readonly request: ${requestType(operation)};`,
    `    readonly answer: ${answerType(operation)};`,
    '  };',
  ];
  return lines.join('\n');
}

/** Path and query parameters side by side, and the body under its own name. */
function requestType(operation: OpenApiOperation): string {
  const parameters = inUrl(operation);
  const body = schemaIn(operation.requestBody);
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema ?? {}]));
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name);
  if (parameters.length === 0 && body === undefined) {
    return 'Record<never, never>'; // which nothing at all satisfies, so that the client can leave it out
  }
  return typeOf(
    {
      type: 'object',
      properties: { ...properties, ...(body === undefined ? {} : { body }) },
      required: [...required, ...(body === undefined ? [] : ['body'])],
    },
    { indent: '    ', optional: 'absentOrUndefined' },
  );
}

function answerType({ responses = {} }: OpenApiOperation): string {
  const success = ['200', '201'].find((status) => responses[status] !== undefined);
  const schema = success === undefined ? undefined : schemaIn(responses[success]);
  return schema === undefined ? 'undefined' : typeOf(schema, { indent: '    ', optional: 'absent' });
}

function tableEntry({ id, method, path, operation }: Route): string {
  const query = inUrl(operation)
    .filter((parameter) => parameter.in === 'query')
    .map(({ name }) => `'${name}'`);
  return `  ${id}: { method: '${method}', path: '${path}', query: [${query.join(', ')}] },`;
}

function inUrl({ parameters = [] }: OpenApiOperation): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === 'path' || parameter.in === 'query');
}

function schemaIn(part: Content | undefined): JsonSchema | undefined {
  return part?.content?.['application/json']?.schema;
}
