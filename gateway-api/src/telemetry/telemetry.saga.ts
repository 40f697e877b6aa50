// SPDX-License-Identifier: Apache-2.0
import type { Anchor, NewAnchor, Usage } from '@wattpass/chaincode/domain';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';
import type { ChunkArchive } from '../store/chunk-archive.js';
import type { TelemetryAnswer } from './telemetry-schemas.js';

/** What is to be anchored and recorded of chunks whose files are stored. */
export interface TelemetryProgress {
  readonly items: NewAnchor[];
  readonly usage: Usage[];
  readonly anchors?: Anchor[];
  readonly usageIds?: string[];
}

/** Anchors stored chunks in public, then records in private how the batteries were used and where the files lie. */
export function telemetrySaga(
  contracts: ContractClient,
  archive: ChunkArchive,
): Saga<TelemetryProgress, TelemetryAnswer> {
  return {
    kind: 'post-telemetry',
    steps: [
      {
        name: 'anchor',
        run: async (caller, progress) => {
          const receipt = await contracts.submit(caller, 'twin:anchorTelemetry', { items: progress.items });
          const { anchors } = receipt.result;
          await archive.markAnchored(anchors, receipt.txIds[0] ?? '');
          return { receipt, payload: { ...progress, anchors } };
        },
      },
      {
        name: 'record-usage',
        run: async (caller, progress) => {
          const input = { key: caller.idempotencyKey };
          const payload = { items: progress.usage };
          const receipt = await contracts.submitPrivate(caller, 'twin:recordUsage', input, payload);
          return { receipt, payload: { ...progress, usageIds: receipt.result.ids } };
        },
      },
    ],
    result: ({ anchors, usageIds }) => ({
      anchors: leftBy('anchor', anchors),
      usageIds: leftBy('record-usage', usageIds),
    }),
  };
}
