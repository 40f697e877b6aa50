// SPDX-License-Identifier: Apache-2.0

/** A value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON with sorted keys, no white space and no `undefined` members: the same value always gives the same text, so it can
 * be hashed and compared. Numbers must be safe integers, because nothing on the ledger is a float.
 * @throws TypeError for a number that is no safe integer.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new TypeError(`${value} is no safe integer; the ledger holds integers only`);
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  if (isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
