// SPDX-License-Identifier: Apache-2.0

import { sha256 } from '@noble/hashes/sha2.js';

/** Length of a hash in the tree. */
export const HASH_BYTES = 32;

/**
 * A Merkle tree of RFC 6962, 2.1. `levels[0]` are the leaf hashes, the last level is the root; a level's last node
 * without a partner moves up unchanged, which is the RFC's split at the largest power of two below the size.
 */
export interface MerkleTree {
  readonly size: number;
  readonly levels: readonly (readonly Uint8Array[])[];
}

/** SHA-256(0x00 ‖ data): the hash of a leaf. */
export function leafHash(data: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + data.length);
  input.set(data, 1);
  return sha256(input);
}

/** SHA-256(0x01 ‖ left ‖ right): the hash of an inner node. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return sha256(input);
}

/** The tree over leaf hashes (see {@link leafHash}); the tree of no leaves has the SHA-256 of nothing as its root. */
export function merkleTree(leafHashes: readonly Uint8Array[]): MerkleTree {
  const levels = [leafHashes.length === 0 ? [sha256(new Uint8Array())] : leafHashes];
  for (let level = leafHashes; level.length > 1;) {
    level = parentsOf(level);
    levels.push(level);
  }
  return { size: leafHashes.length, levels };
}

/** The 32 bytes at the top of the tree. */
export function merkleRoot(tree: MerkleTree): Uint8Array {
  return required(tree.levels.at(-1)?.[0]);
}

/**
 * The audit path of a leaf (RFC 6962, 2.1.1), from the leaf's sibling up.
 * @throws RangeError if the tree has no such leaf.
 */
export function inclusionPath(tree: MerkleTree, index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= tree.size) {
    throw new RangeError(`there is no leaf ${index}: the tree holds ${tree.size}`);
  }
  const path: Uint8Array[] = [];
  for (let depth = 0, place = index; depth < tree.levels.length - 1; depth += 1, place >>>= 1) {
    const sibling = tree.levels[depth]?.[place ^ 1];
    if (sibling !== undefined) {
      path.push(sibling);
    }
  }
  return path;
}

/**
 * The root that a leaf hash and its path lead to, or undefined if the path does not have the length that the leaf's
 * place in a tree of this size asks for. The leaf is in the tree if this is the tree's root (RFC 9162, 2.1.3.2).
 */
export function rootOfPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) {
    return undefined;
  }
  const sides = siblingSides(index, size);
  if (path.length !== sides.length || path.some((hash) => hash.length !== HASH_BYTES)) {
    return undefined;
  }
  return path.reduce((hash, sibling, step) => {
    return sides[step] === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }, leaf);
}

/** On which side the siblings of a leaf's path stand, from the leaf up. */
function siblingSides(index: number, size: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  for (let place = index, last = size - 1; last > 0; place = Math.floor(place / 2), last = Math.floor(last / 2)) {
    if (place % 2 === 1) {
      sides.push('left');
    } else if (place !== last) {
      sides.push('right'); // otherwise it is the last node of its level, without a partner
    }
  }
  return sides;
}

function parentsOf(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let place = 0; place < level.length; place += 2) {
    const left = required(level[place]);
    const right = level[place + 1];
    parents.push(right === undefined ? left : nodeHash(left, right));
  }
  return parents;
}

function required(hash: Uint8Array | undefined): Uint8Array {
  if (hash === undefined) {
    throw new TypeError('a level of a Merkle tree has no holes');
  }
  return hash;
}
