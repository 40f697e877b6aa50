// SPDX-License-Identifier: Apache-2.0

const SURROGATES_START = 0xd800;
const SURROGATES_END = 0xdfff;

/**
 * Compares two keys by the bytes of their UTF-8 form, which is the order of Fabric's state. JavaScript's own order
 * differs where a key holds characters beyond U+FFFF, as the upper bound of a composite-key range does.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xBeyond = x >= SURROGATES_START && x <= SURROGATES_END;
    const yBeyond = y >= SURROGATES_START && y <= SURROGATES_END;
    return xBeyond === yBeyond ? x - y : xBeyond ? 1 : -1;
  }
  return a.length - b.length;
}

/** The entries of a map in the order of their keys. */
export function sortedEntries<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map.entries()].sort((a, b) => compareKeys(a[0], b[0]));
}
