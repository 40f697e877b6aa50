// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { dischargeCapacity } from '@wattpass/twin';
import { syntheticRecording, type RecordedCycle } from '@wattpass/fleet';

const options = { seed: 7, ratedAmpHours: 2, endOfLife: 0.7, cycleLife: 10, intervalMs: 30_000 };

async function all(seed = options.seed): Promise<RecordedCycle[]> {
  const cycles: RecordedCycle[] = [];
  for await (const cycle of syntheticRecording('C1', { ...options, seed }).cycles()) {
    cycles.push(cycle);
  }
  return cycles;
}

describe('synthetic recording', () => {
  it('counts its cycles from one and has as many as it says', async () => {
    const cycles = await all();
    assert.deepEqual(
      cycles.map(({ cycle }) => cycle),
      cycles.map((_cycle, index) => index + 1),
    );
    assert.equal(syntheticRecording('C1', options).expectedCycles, cycles.length);
  });

  it('runs past its end of life, and not before its time', async () => {
    const capacities = (await all()).map(
      ({ columns }) => dischargeCapacity(columns, { capacityMicroampHours: 2_000_000 })?.capacityMicroampHours ?? 0,
    );
    assert.ok((capacities[0] ?? 0) > 1_800_000);
    assert.ok((capacities.at(-1) ?? 0) < 1_400_000);
    assert.ok(capacities.length >= 8 && capacities.length <= 16, `${capacities.length} cycles`);
  });

  it('is the same for the same seed and another for another', async () => {
    assert.deepEqual(await all(), await all());
    assert.notDeepEqual(await all(8), await all());
  });
});
