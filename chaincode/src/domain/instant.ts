// SPDX-License-Identifier: Apache-2.0

/** Milliseconds since 1970 of an RFC 3339 instant in UTC; digits below the millisecond are cut off. */
export function millisecondsOf(instant: string): number {
  return Date.parse(instant);
}

/** Orders instants, the earlier first; a comparison of their texts would not, since the milliseconds are optional. */
export function compareInstants(left: string, right: string): number {
  return millisecondsOf(left) - millisecondsOf(right);
}

/** The instant `seconds` after another, RFC 3339 with milliseconds. */
export function secondsAfter(instant: string, seconds: number): string {
  return new Date(millisecondsOf(instant) + seconds * 1000).toISOString();
}
