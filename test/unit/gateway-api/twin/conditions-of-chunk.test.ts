// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chunkOf, columnsFromNumbers, type Chunk } from '@wattpass/telemetry';
import type { UnsaltedCondition } from '@wattpass/gateway-api/internal/twin/condition-schemas.js';
import { conditionsOfChunk } from '@wattpass/gateway-api/internal/twin/conditions-of-chunk.js';

const factory = { ratedCapacityMilliampHours: 2_000, nominalVoltageMillivolts: 3_700 };

/** Rest, then 2 A for `minutes`, then rest; the step of the current drops the voltage by `dropMicrovolts`. */
function discharge(chunk: number, minutes: number, dropMicrovolts: number): Chunk {
  const count = minutes + 3;
  const index = Array.from({ length: count }, (_, place) => place);
  const isLoaded = (place: number): boolean => place > 0 && place < count - 1;
  const header = { batteryId: 'b-1', chunk, cycle: chunk + 1, startedAt: '2026-03-01T08:00:00Z' };
  const columns = {
    timeMs: index.map((place) => place * 60_000),
    microvolts: index.map((place) => 4_200_000 - (isLoaded(place) ? dropMicrovolts + place * 10_000 : place * 10_000)),
    microamps: index.map((place) => (isLoaded(place) ? -2_000_000 : 0)),
    millicelsius: index.map(() => 24_000),
  };
  return chunkOf(header, columnsFromNumbers(columns));
}

function assessmentIn(conditions: readonly UnsaltedCondition[]): Extract<UnsaltedCondition, { kind: 'assessment' }> {
  const [found] = conditions.flatMap((condition) => (condition.kind === 'assessment' ? [condition] : []));
  assert.ok(found);
  return found;
}

describe('gateway-api: the conditions that a chunk shows', () => {
  it('has capacity, health and resistance of a discharge, at its last sample', () => {
    const { conditions, isFullDischarge } = conditionsOfChunk(discharge(0, 45, 200_000), factory, []);
    assert.ok(isFullDischarge);
    const found = assessmentIn(conditions);
    // 2 A for 45 to 47 minutes, by where the window's edges fall: 1.5 to 1.57 Ah of 2 Ah
    assert.ok(found.soh >= 750_000 && found.soh <= 784_000, String(found.soh));
    assert.ok(Math.abs(found.soh - found.capacityMicroampHours / 2) <= 1, 'millionths of 2 Ah');
    assert.equal(found.resistanceMicroohms, 105_000); // (200 mV + 10 mV) / 2 A
    assert.equal(found.maxMilliCelsius, 24_000);
    assert.equal(found.assessedAt, '2026-03-01T08:47:00.000Z');
    assert.deepEqual([found.batteryId, found.chunk, found.cycle], ['b-1', 0, 1]);
  });

  it('is the same whatever came later, so that a repeat gives the same records', () => {
    const first = conditionsOfChunk(discharge(0, 45, 200_000), factory, []);
    const later = conditionsOfChunk(discharge(1, 40, 400_000), factory, first.conditions);
    const all = [...first.conditions, ...later.conditions];
    assert.deepEqual(conditionsOfChunk(discharge(0, 45, 200_000), factory, all), first);
    assert.deepEqual(conditionsOfChunk(discharge(1, 40, 400_000), factory, all), later);
  });

  it('names an anomaly when the resistance has risen far above that of the first chunks', () => {
    const early = [0, 1, 2, 3, 4].flatMap(
      (chunk) => conditionsOfChunk(discharge(chunk, 45, 200_000), factory, []).conditions,
    );
    const { conditions } = conditionsOfChunk(discharge(5, 45, 900_000), factory, early);
    const anomalies = conditions.filter(({ kind }) => kind === 'anomaly');
    assert.equal(anomalies.length, 1);
    assert.ok(anomalies[0]?.kind === 'anomaly' && anomalies[0].observed > anomalies[0].threshold);
  });

  it('tells how many cycles are left, once there are enough to see a trend', () => {
    let conditions: readonly UnsaltedCondition[] = [];
    const remaining: (number | undefined)[] = [];
    for (let chunk = 0; chunk < 12; chunk += 1) {
      const found = conditionsOfChunk(discharge(chunk, 60 - chunk, 200_000), factory, conditions).conditions;
      remaining.push(assessmentIn(found).remainingCycles?.expected);
      conditions = [...conditions, ...found];
    }
    assert.deepEqual(remaining.slice(0, 4), [undefined, undefined, undefined, undefined]);
    // a minute less each cycle is a 60th of 2 Ah; from 49 minutes, the last, to the 42 that are 70 %, it is 7 cycles, or 8
    const last = assessmentIn(conditions.slice(-1)).remainingCycles;
    assert.ok(last !== undefined && last.expected >= 6 && last.expected <= 10, JSON.stringify(last));
    assert.ok(last.low <= last.expected && last.expected <= last.high);
  });

  it('says when there is no discharge to judge by', () => {
    const columns = {
      timeMs: [0, 60_000],
      microvolts: [4_000_000, 4_000_000],
      microamps: [0, 0],
      millicelsius: [1, 1],
    };
    const header = { batteryId: 'b-1', chunk: 0, cycle: 1, startedAt: '2026-03-01T08:00:00Z' };
    const { conditions, isFullDischarge } = conditionsOfChunk(
      chunkOf(header, columnsFromNumbers(columns)),
      factory,
      [],
    );
    assert.equal(isFullDischarge, false);
    assert.deepEqual(conditions, []);
  });
});
