// SPDX-License-Identifier: Apache-2.0
import { chunkFromJson, type Chunk, type ChunkJson } from '@wattpass/telemetry';

/** The first samples of a discharge: two at rest, three under 2 A. */
export const chunkJson: ChunkJson = {
  header: {
    batteryId: '09524000000011-B0005',
    chunk: 0,
    cycle: 1,
    startedAt: '2026-01-31T08:00:00Z',
    kind: 'discharge',
  },
  samples: {
    timeMs: [0, 16_800, 35_700, 53_800, 71_900],
    microvolts: [4_191_500, 4_190_700, 3_974_900, 3_951_700, 3_934_400],
    microamps: [-4_900, -1_500, -2_012_500, -2_014_000, -2_013_200],
    millicelsius: [24_330, 24_330, 24_390, 24_540, 24_680],
  },
};

/** The chunk in {@link chunkJson}. */
export function exampleChunk(): Chunk {
  return chunkFromJson(structuredClone(chunkJson));
}
