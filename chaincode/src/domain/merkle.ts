// SPDX-License-Identifier: Apache-2.0

import { createHash } from 'node:crypto';

/** A hash of the tree: 32 bytes. */
type Hash = Uint8Array;

/** The audit path of one leaf, for whoever checks that it stands under a root. */
export interface InclusionPath {
  /** The leaf's place, from 0. */
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
  /** Siblings from the leaf up, lower-case hex. */
  readonly path: readonly string[];
}

/**
 * The root of RFC 6962, 2.1, over leaves in the order given, in lower-case hex; of no leaves, the SHA-256 of nothing.
 * Leaves are hashed after the byte 0x00 and inner nodes after 0x01, so that no node can pass for a leaf.
 */
export function merkleRoot(leaves: readonly (string | Uint8Array)[]): string {
  const top = levelsOf(leaves).at(-1)?.[0];
  return top === undefined ? createHash('sha256').digest('hex') : Buffer.from(top).toString('hex');
}

/** The audit path (RFC 6962, 2.1.1) of the leaf at `index`. @throws RangeError where there is no such leaf. */
export function inclusionPath(leaves: readonly (string | Uint8Array)[], index: number): InclusionPath {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`there is no leaf ${index}: the tree holds ${leaves.length}`);
  }
  const path = levelsOf(leaves)
    .slice(0, -1)
    .flatMap((level, depth) => level[(index >>> depth) ^ 1] ?? []);
  return { index, size: leaves.length, path: path.map((hash) => Buffer.from(hash).toString('hex')) };
}

/**
 * Whether a leaf stands under a root by its audit path (RFC 9162, 2.1.3.2, which proves what RFC 6962 does): nobody has to
 * be believed for it, and no other leaf has to be known.
 */
export function isIncluded(leaf: string | Uint8Array, audit: InclusionPath, root: string): boolean {
  if (!isPath(audit)) {
    return false;
  }
  const { index, size, path } = audit;
  let [hash, place, last] = [hashOf(0, leaf), index, size - 1];
  for (const sibling of path.map((text) => Buffer.from(text, 'hex'))) {
    if (last === 0) {
      return false; // a path longer than the tree is high
    }
    while (place === last && place % 2 === 0) {
      [place, last] = [place >>> 1, last >>> 1]; // without a partner, a node moved up unchanged
    }
    hash = place % 2 === 1 ? hashOf(1, sibling, hash) : hashOf(1, hash, sibling);
    [place, last] = [place >>> 1, last >>> 1];
  }
  return last === 0 && Buffer.from(hash).toString('hex') === root;
}

function isPath({ index, size, path }: InclusionPath): boolean {
  const isPlace = Number.isInteger(index) && index >= 0 && index < size;
  return isPlace && path.every((hash) => /^[0-9a-f]{64}$/.test(hash));
}

/** From the hashed leaves up; a level's last node without a partner moves up unchanged, as the RFC splits. */
function levelsOf(leaves: readonly (string | Uint8Array)[]): Hash[][] {
  let level: Hash[] = leaves.map((leaf) => hashOf(0, leaf));
  const levels = [level];
  while (level.length > 1) {
    const below = level;
    level = below.flatMap((left, place) => {
      const right = below[place + 1];
      return place % 2 === 1 ? [] : [right === undefined ? left : hashOf(1, left, right)];
    });
    levels.push(level);
  }
  return levels;
}

function hashOf(prefix: 0 | 1, ...parts: readonly (string | Uint8Array)[]): Hash {
  const hash = createHash('sha256').update(Uint8Array.of(prefix));
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}
