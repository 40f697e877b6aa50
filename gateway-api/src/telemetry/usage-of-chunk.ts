// SPDX-License-Identifier: Apache-2.0
import type { Usage } from '@wattpass/chaincode/domain';
import { sampleCount, type Chunk, type SampleColumns } from '@wattpass/telemetry';
import { chargeBetween } from '@wattpass/twin';

const MS_PER_HOUR = 3_600_000;

/** What a chunk shows of a battery's use, as the ledger's private record tells it; the file's SHA-256 finds it again. */
export function usageOfChunk({ header, columns }: Chunk, chunkDigest: string, salt: string): Usage {
  const last = sampleCount(columns) - 1;
  const microampHours = chargeBetween(columns, 0, last);
  const started = Date.parse(header.startedAt);
  return {
    batteryId: header.batteryId,
    salt,
    kind: header.kind === undefined || header.kind === 'mixed' ? kindOf(microampHours) : header.kind,
    cycle: header.cycle,
    startedAt: new Date(started).toISOString(),
    endedAt: new Date(started + (columns.timeMs[last] ?? 0)).toISOString(),
    milliampHours: Math.round(Math.abs(microampHours) / 1_000),
    milliwattHours: Math.round(Math.abs(microwattHours(columns)) / 1_000),
    chunk: header.chunk,
    chunkDigest,
  };
}

/** By the net charge: what flowed out is a discharge. */
function kindOf(microampHours: number): Usage['kind'] {
  if (Math.round(microampHours) === 0) {
    return 'rest';
  }
  return microampHours < 0 ? 'discharge' : 'charge';
}

/** Energy in µWh that flowed in (negative: out), by the trapezoidal rule over the power of neighbouring samples. */
function microwattHours({ timeMs, microvolts, microamps }: SampleColumns): number {
  const microwatts = (index: number): number => ((microvolts[index] ?? 0) / 1e6) * (microamps[index] ?? 0);
  let sum = 0;
  for (let index = 0; index + 1 < timeMs.length; index += 1) {
    const interval = (timeMs[index + 1] ?? 0) - (timeMs[index] ?? 0);
    sum += ((microwatts(index) + microwatts(index + 1)) / 2) * interval;
  }
  return sum / MS_PER_HOUR;
}
