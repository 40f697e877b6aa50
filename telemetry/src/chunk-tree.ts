// SPDX-License-Identifier: Apache-2.0

import { bytesToHex } from '@noble/hashes/utils.js';
import type { Chunk } from './chunk.js';
import { sampleAt, sampleCount } from './columns.js';
import { headerDigest } from './header.js';
import { HASH_BYTES, inclusionPath, leafHash, merkleRoot, merkleTree, type MerkleTree } from './merkle-tree.js';
import { encodeSample, SAMPLE_BYTES, type Sample } from './sample.js';

/** Shows that one sample is among those whose root was anchored. Hashes are lower-case hex. */
export interface SampleProof {
  readonly leafIndex: number;
  readonly treeSize: number;
  /** From the leaf's sibling up. */
  readonly path: readonly string[];
}

/** What a chunk leaves on the ledger. */
export interface Anchor {
  readonly batteryId: string;
  readonly chunk: number;
  /** How many samples the chunk holds. */
  readonly count: number;
  /** Merkle root over the chunk's leaves, 64 lower-case hex digits. */
  readonly root: string;
}

/** The leaf data of a sample: the header's digest, then the canonical sample, 52 bytes. It binds every field of both. */
export function leafData(digestOfHeader: Uint8Array, sample: Sample): Uint8Array {
  const data = new Uint8Array(HASH_BYTES + SAMPLE_BYTES);
  data.set(digestOfHeader);
  return encodeSample(sample, data, HASH_BYTES);
}

/** The Merkle tree over a chunk's samples. */
export function chunkTree(chunk: Pick<Chunk, 'header' | 'columns'>): MerkleTree {
  const digest = headerDigest(chunk.header);
  const leaves: Uint8Array[] = [];
  for (let index = 0; index < sampleCount(chunk.columns); index += 1) {
    leaves.push(leafHash(leafData(digest, sampleAt(chunk.columns, index))));
  }
  return merkleTree(leaves);
}

/** The anchor of a chunk; give the tree if it is at hand. */
export function anchorOf(chunk: Pick<Chunk, 'header' | 'columns'>, tree: MerkleTree = chunkTree(chunk)): Anchor {
  const { batteryId, chunk: sequence } = chunk.header;
  return { batteryId, chunk: sequence, count: tree.size, root: bytesToHex(merkleRoot(tree)) };
}

/**
 * The inclusion proof of a sample.
 * @throws RangeError if the tree holds no such sample.
 */
export function sampleProof(tree: MerkleTree, index: number): SampleProof {
  return { leafIndex: index, treeSize: tree.size, path: inclusionPath(tree, index).map(bytesToHex) };
}
