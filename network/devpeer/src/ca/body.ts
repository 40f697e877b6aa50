// SPDX-License-Identifier: Apache-2.0
import { CaError, CaErrorCode } from './ca-error.js';
import type { AttributeRequest } from './attributes.js';
import type { Attribute } from './registry.js';

function refuse(detail: string): CaError {
  return new CaError(400, CaErrorCode.badBody, `Invalid request body: ${detail}`);
}

/** A request body: a JSON object whose fields are read by name in any case, as Go's decoder does. */
export class Body {
  private readonly fields: ReadonlyMap<string, unknown>;

  /** Throws {@link CaError} 5 unless `bytes` are a JSON object, 4 when there are none. */
  constructor(bytes: Buffer) {
    if (bytes.length === 0) {
      throw new CaError(400, CaErrorCode.emptyBody, 'Empty request body');
    }
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch (error) {
      throw refuse((error as Error).message);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw refuse('expected an object');
    }
    this.fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field as unknown]));
  }

  text(name: string): string {
    const value = this.fields.get(name) ?? '';
    if (typeof value !== 'string') {
      throw refuse(`${name} must be a string`);
    }
    return value;
  }

  integer(name: string): number {
    const value = this.fields.get(name) ?? 0;
    if (!Number.isSafeInteger(value)) {
      throw refuse(`${name} must be an integer`);
    }
    return value as number;
  }

  flag(name: string): boolean {
    const value = this.fields.get(name) ?? false;
    if (typeof value !== 'boolean') {
      throw refuse(`${name} must be true or false`);
    }
    return value;
  }

  attributes(): Attribute[] {
    return this.objects('attrs').map(({ name, value, ecert }) => {
      if (typeof name !== 'string' || typeof value !== 'string') {
        throw refuse('attrs must have a name and a value, both strings');
      }
      return { name, value, ecert: ecert === true };
    });
  }

  attributeRequests(): AttributeRequest[] | undefined {
    if ((this.fields.get('attr_reqs') ?? undefined) === undefined) {
      return undefined;
    }
    return this.objects('attr_reqs').map(({ name, optional }) => {
      if (typeof name !== 'string') {
        throw refuse('attr_reqs must have a name');
      }
      return { name, optional: optional === true };
    });
  }

  private objects(name: string): Record<string, unknown>[] {
    const value = this.fields.get(name) ?? [];
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
    if (!isList) {
      throw refuse(`${name} must be a list of objects`);
    }
    return value as Record<string, unknown>[];
  }
}
