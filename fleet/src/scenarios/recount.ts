// SPDX-License-Identifier: Apache-2.0
import { anchorOf, chunkFromJson } from '@wattpass/telemetry';
import type { ChunkSummary } from '../devices/bms.js';
import type { Desk } from '../rest/desk.js';
import { allItems } from '../rest/pages.js';

/** What lies at the operator and on the ledger of what a management system sent. */
export interface Recount {
  /** Samples in the stored chunks. */
  readonly samplesStored: number;
  /** Samples that the ledger's anchors speak of. */
  readonly samplesAnchored: number;
  /** Whether device, stored chunk and anchor agree on the root of every chunk. */
  readonly rootsAgree: boolean;
}

/** Counts a battery's samples again from the stored chunks, deriving every root anew, and from the ledger's anchors. */
export async function recount({ client }: Desk, batteryId: string, sent: readonly ChunkSummary[]): Promise<Recount> {
  const anchors = new Map(
    (await allItems((page) => client.listAnchors({ batteryId, ...page }))).map((anchor) => [anchor.chunk, anchor]),
  );
  let samplesStored = 0;
  let rootsAgree = anchors.size === sent.length;
  for (const { chunk, root } of sent) {
    const { header, samples } = await client.getChunk({ batteryId, chunk });
    const derived = anchorOf(chunkFromJson({ header, samples }));
    samplesStored += derived.count;
    rootsAgree &&= derived.root === root && anchors.get(chunk)?.root === root;
  }
  const samplesAnchored = [...anchors.values()].reduce((sum, { count }) => sum + count, 0);
  return { samplesStored, samplesAnchored, rootsAgree };
}
