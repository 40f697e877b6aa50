// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { journeyRecords } from '@wattpass/fleet';

const limits = { shockMilliG: 3000, minMilliCelsius: -10_000, maxMilliCelsius: 40_000 };
const records = journeyRecords(new Date('2026-01-31T08:00:00Z'), limits);

describe('transport logger', () => {
  it('notes one shock over the agreed threshold', () => {
    const shocks = records.flatMap((record) => (record.kind === 'shock' ? [record.milliG] : []));
    assert.deepEqual(shocks, [4500]);
  });

  it('keeps every temperature between the agreed limits', () => {
    const temperatures = records.flatMap((record) => (record.kind === 'temperature' ? [record.milliCelsius] : []));
    assert.equal(temperatures.length, 4);
    assert.ok(temperatures.every((value) => value > limits.minMilliCelsius && value < limits.maxMilliCelsius));
  });

  it('names a route of the places it passes', () => {
    const [route] = records;
    assert.ok(route?.kind === 'route');
    assert.deepEqual(
      records.flatMap((record) => (record.kind === 'checkpoint' ? [record.place] : [])),
      route.stops,
    );
  });
});
