// SPDX-License-Identifier: Apache-2.0

/** JSON as goldens hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What differs by nature wherever it occurs. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Go's protobuf library writes one or the other space, so that nobody relies on its wording.
  [/\u00a0/g, ' '],
  [/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?( [+-]\d{4} UTC|Z)?( m=[+-][\d.]+)?/g, '<time>'],
  [/[0-9a-f]{300,}/g, '<creator>'],
  [/(\b\w+_1\.0):[0-9a-f]{64}/g, '$1:<package>'],
  [/-- expected '[0-9a-f]{64}'/g, "-- expected '<computed>'"],
  [/\{BlockNum: \d+/g, '{BlockNum: <number>'],
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>'],
];

/** Replaces what differs between runs (ids, ports, times, creators) by names, the same in every run. */
export class Normalizer {
  private readonly names = new Map<string, string>();

  /** Has `real` appear as `name`. */
  alias(real: string, name: string): void {
    this.names.set(real, name);
  }

  /** The JSON form of an observation with everything renamed; properties that are undefined are left out. */
  apply(value: unknown): Json {
    if (typeof value === 'string') return this.applyToText(value);
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) return value.map((one) => this.apply(one));
    if (typeof value === 'object') {
      const entries = Object.entries(value).filter(([, one]) => one !== undefined);
      return Object.fromEntries(entries.map(([name, one]) => [this.applyToText(name), this.apply(one)]));
    }
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    throw new TypeError(`an observation cannot hold a ${typeof value}`);
  }

  private applyToText(text: string): string {
    const named = [...this.names]
      .sort(([a], [b]) => b.length - a.length)
      .reduce((changed, [real, name]) => changed.replaceAll(real, name), text);
    return PATTERNS.reduce((changed, [pattern, name]) => changed.replace(pattern, name), named);
  }
}
