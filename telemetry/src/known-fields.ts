// SPDX-License-Identifier: Apache-2.0

import { TelemetryError } from './telemetry-error.js';

/**
 * The members of a JSON object that has exactly the required fields and perhaps the optional ones.
 * @throws TelemetryError WRONG_TYPE, MISSING_FIELD or UNKNOWN_FIELD, pointing below `pointer`.
 */
export function requireKnownFields(
  value: unknown,
  pointer: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TelemetryError('WRONG_TYPE', pointer, `an object with ${required.join(', ')}`);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = required.find((field) => fields[field] === undefined);
  if (missing !== undefined) {
    throw new TelemetryError('MISSING_FIELD', `${pointer}/${missing}`, 'required');
  }
  const unknown = Object.keys(fields).find((field) => !required.includes(field) && !optional.includes(field));
  if (unknown !== undefined) {
    const known = [...required, ...optional].join(', ');
    throw new TelemetryError('UNKNOWN_FIELD', `${pointer}/${escaped(unknown)}`, `not a field here; known are ${known}`);
  }
  return fields;
}

/** A name as a JSON pointer writes it (RFC 6901, 3). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
