// SPDX-License-Identifier: Apache-2.0

/** The part of OpenAPI 3.0's schema objects that our schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** The TypeScript type of a schema. A named schema becomes a reference to its name. */
export function typeOf(schema: JsonSchema, indent = ''): string {
  const type = bareType(schema, indent);
  return schema.nullable === true ? `${type} | null` : type;
}

function bareType(schema: JsonSchema, indent: string): string {
  if (schema.$ref !== undefined) {
    return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  }
  if (schema.enum !== undefined) {
    return schema.enum.map(literal).join(' | ');
  }
  const union = schema.oneOf ?? schema.anyOf;
  if (union !== undefined) {
    return union.map((member) => typeOf(member, indent)).join(' | ');
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.map((member) => operand(member, indent)).join(' & ');
  }
  return structure(schema, indent);
}

function structure(schema: JsonSchema, indent: string): string {
  if (schema.type === 'array') {
    return `readonly ${operand(schema.items ?? {}, indent)}[]`;
  }
  if (schema.type === 'object') {
    return objectType(schema, indent);
  }
  return primitives[schema.type ?? ''] ?? 'unknown';
}

function objectType({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, member]) => {
    const type = typeOf(member, inner);
    return required.includes(name)
      ? `${inner}readonly ${propertyName(name)}: ${type};`
      : `${inner}readonly ${propertyName(name)}?: ${type} | undefined;`;
  });
  if (members.length > 0) {
    return `{\n${members.join('\n')}\n${indent}}`;
  }
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown';
  return additionalProperties === false ? 'Readonly<Record<string, never>>' : `Readonly<Record<string, ${value}>>`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
}

/** A type where an operator follows: in parentheses unless it is one word or one pair of braces. */
function operand(schema: JsonSchema, indent: string): string {
  const type = typeOf(schema, indent);
  const union = schema.oneOf ?? schema.anyOf ?? schema.enum ?? [];
  const isCompound = union.length > 1 || schema.nullable === true || schema.type === 'array';
  return isCompound ? `(${type})` : type;
}
