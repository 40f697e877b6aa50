// SPDX-License-Identifier: Apache-2.0

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { leafData, type Anchor, type SampleProof } from './chunk-tree.js';
import { headerDigest, type ChunkHeader } from './header.js';
import { leafHash, rootOfPath } from './merkle-tree.js';
import type { Sample } from './sample.js';
import { TelemetryError } from './telemetry-error.js';

/** A sample as the operator hands it out, and the anchor as the ledger holds it. */
export interface SampleEvidence {
  readonly header: ChunkHeader;
  readonly sample: Sample;
  readonly proof: SampleProof;
  readonly anchor: Anchor;
}

/**
 * Why a sample does not belong to its anchor: `malformed` (a field no sample, header or proof can have), `battery` or
 * `chunk` (the header is of another chunk than the anchor), `position` (index and size do not agree between sample,
 * proof and anchor), `root` (the path leads to another root, so a value was changed).
 */
export type SampleRefusal = 'malformed' | 'battery' | 'chunk' | 'position' | 'root';

/** The outcome of {@link verifySample}. */
export type SampleVerdict =
  { readonly valid: true } | { readonly valid: false; readonly reason: SampleRefusal; readonly detail: string };

const HEX_HASH = /^[0-9a-f]{64}$/;

/** Whether a sample is, in every field, the one that was anchored. Needs the ledger's anchor and nothing else. */
export function verifySample(evidence: SampleEvidence): SampleVerdict {
  const { header, sample, proof, anchor } = evidence;
  if (header.batteryId !== anchor.batteryId) {
    return refused('battery', `the header names ${header.batteryId}, the anchor ${anchor.batteryId}`);
  }
  if (header.chunk !== anchor.chunk) {
    return refused('chunk', `the header names chunk ${header.chunk}, the anchor chunk ${anchor.chunk}`);
  }
  if (sample.index !== proof.leafIndex || proof.treeSize !== anchor.count) {
    return refused('position', 'sample, proof and anchor disagree about index or count');
  }
  if (!isHashList(proof.path)) {
    return refused('malformed', '/proof/path: 64 lower-case hex digits each');
  }
  try {
    return compareRoots(evidence);
  } catch (error) {
    if (error instanceof TelemetryError) {
      return refused('malformed', error.message);
    }
    throw error;
  }
}

function compareRoots({ header, sample, proof, anchor }: SampleEvidence): SampleVerdict {
  const leaf = leafHash(leafData(headerDigest(header), sample));
  const root = rootOfPath(leaf, sample.index, anchor.count, proof.path.map(hexToBytes));
  if (root === undefined) {
    return refused('position', 'the path does not fit a leaf at this index in a tree of this size');
  }
  const found = bytesToHex(root);
  return found === anchor.root
    ? { valid: true }
    : refused('root', `the path leads to ${found}, anchored is ${anchor.root}`);
}

/** Proofs arrive as JSON from elsewhere, so their type is not taken on trust. */
function isHashList(path: unknown): boolean {
  return Array.isArray(path) && path.every((hash) => typeof hash === 'string' && HEX_HASH.test(hash));
}

function refused(reason: SampleRefusal, detail: string): SampleVerdict {
  return { valid: false, reason, detail };
}
