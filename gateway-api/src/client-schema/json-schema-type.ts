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

/** How a type is written: how far in, and whether a member that may be left out may also be `undefined`. */
export interface Style {
  readonly indent: string;
  /** What is sent may hold `undefined`, which JSON leaves out; what is received never does. */
  readonly optional: 'absent' | 'absentOrUndefined';
}

const received: Style = { indent: '', optional: 'absent' };

/** The TypeScript type of a schema. A named schema becomes a reference to its name. */
export function typeOf(schema: JsonSchema, style = received): string {
  const type = bareType(schema, style);
  return schema.nullable === true ? `${type} | null` : type;
}

function bareType(schema: JsonSchema, style: Style): string {
  if (schema.$ref !== undefined) {
    return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  }
  if (schema.enum !== undefined) {
    return schema.enum.map(literal).join(' | ');
  }
  const union = schema.oneOf ?? schema.anyOf;
  if (union !== undefined) {
    return union.map((member) => typeOf(member, style)).join(' | ');
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.map((member) => operand(member, style)).join(' & ');
  }
  return structure(schema, style);
}

function structure(schema: JsonSchema, style: Style): string {
  if (schema.type === 'array') {
    return `readonly ${operand(schema.items ?? {}, style)}[]`;
  }
  if (schema.type === 'object') {
    return objectType(schema, style);
  }
  return primitives[schema.type ?? ''] ?? 'unknown';
}

function objectType({ properties = {}, required = [], additionalProperties }: JsonSchema, style: Style): string {
  const { indent, optional } = style;
  const inner = { ...style, indent: `${indent}  ` };
  const members = Object.entries(properties).map(([name, member]) => {
    const type = typeOf(member, inner);
    if (required.includes(name)) {
      return `${inner.indent}readonly ${propertyName(name)}: ${type};`;
    }
    const more = optional === 'absent' ? '' : ' | undefined';
    return `${inner.indent}readonly ${propertyName(name)}?: ${type}${more};`;
  });
  if (members.length > 0) {
    return `{\n${members.join('\n')}\n${indent}}`;
  }
  const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, style) : 'unknown';
  return additionalProperties === false ? 'Readonly<Record<string, never>>' : `Readonly<Record<string, ${value}>>`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
}

/** A type where an operator follows: in parentheses unless it is one word or one pair of braces. */
function operand(schema: JsonSchema, style: Style): string {
  const type = typeOf(schema, style);
  const union = schema.oneOf ?? schema.anyOf ?? schema.enum ?? [];
  const isCompound = union.length > 1 || schema.nullable === true || schema.type === 'array';
  return isCompound ? `(${type})` : type;
}
