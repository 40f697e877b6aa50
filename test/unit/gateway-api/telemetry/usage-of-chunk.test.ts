// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chunkOf, columnsFromNumbers, type Chunk, type ChunkKind } from '@wattpass/telemetry';
import { usageOfChunk } from '@wattpass/gateway-api/internal/telemetry/usage-of-chunk.js';

const salt = 'ab'.repeat(16);
const digest = 'cd'.repeat(32);

/** One hour at a constant current and 4 V. */
function hour(microamps: number, kind?: ChunkKind): Chunk {
  const header = { batteryId: 'b-1', chunk: 4, cycle: 2, startedAt: '2026-03-01T23:30:00Z', ...(kind && { kind }) };
  const columns = {
    timeMs: [0, 1_800_000, 3_600_000],
    microvolts: [4_000_000, 4_000_000, 4_000_000],
    microamps: [microamps, microamps, microamps],
    millicelsius: [20_000, 20_000, 20_000],
  };
  return chunkOf(header, columnsFromNumbers(columns));
}

describe('gateway-api: the use that a chunk shows', () => {
  it('counts charge and energy, and ends with the last sample, over midnight too', () => {
    // 2 A for one hour at 4 V: 2,000 mAh, 8,000 mWh
    assert.deepEqual(usageOfChunk(hour(-2_000_000), digest, salt), {
      batteryId: 'b-1',
      salt,
      kind: 'discharge',
      cycle: 2,
      startedAt: '2026-03-01T23:30:00.000Z',
      endedAt: '2026-03-02T00:30:00.000Z',
      milliampHours: 2_000,
      milliwattHours: 8_000,
      chunk: 4,
      chunkDigest: digest,
    });
  });

  it('is named by the device, or else by the net charge', () => {
    assert.equal(usageOfChunk(hour(1_000_000), digest, salt).kind, 'charge');
    assert.equal(usageOfChunk(hour(0), digest, salt).kind, 'rest');
    assert.equal(usageOfChunk(hour(-1_000_000, 'mixed'), digest, salt).kind, 'discharge');
    assert.equal(usageOfChunk(hour(-10, 'rest'), digest, salt).kind, 'rest');
  });
});
