// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TractionBattery } from '@wattpass/fleet/internal/devices/traction-battery.js';

const vehicle = {
  ...{ capacityKwh: 60, powerKwh: 7, reserveKwh: 6, targetKwh: 48 },
  ...{ efficiency: 0.93, wearEuroPerKwh: 0.02, feeEuroPerKwh: 0.1 },
};

describe('a traction battery', () => {
  it('stores what is left of the energy that the meter counts, and gives less than it loses', () => {
    const battery = new TractionBattery(vehicle, 30_000);
    assert.equal(battery.charge(5_000), 5_000);
    assert.equal(battery.energyWh, 34_650);
    assert.equal(battery.discharge(930), 930);
    assert.equal(battery.energyWh, 33_650);
  });

  it('charges fully in an hour: 7 kWh in the battery are 7,527 Wh at the meter', () => {
    const battery = new TractionBattery(vehicle, 30_000);
    assert.equal(battery.chargeFully(), 7_527);
    assert.equal(battery.energyWh, 37_000);
    assert.equal(new TractionBattery(vehicle, 59_000).chargeFully(), 1_076);
  });

  it('takes no more than fits, and sells nothing of its reserve', () => {
    const full = new TractionBattery(vehicle, 59_500);
    assert.equal(full.charge(5_000), 537);
    const low = new TractionBattery(vehicle, 7_000);
    assert.equal(low.discharge(5_000), 930);
    assert.equal(low.energyWh, 6_000);
    assert.equal(new TractionBattery(vehicle, 3_000).mostSoldWh, 0);
  });

  it('never holds more than its capacity, falls under its reserve by a sale, or makes energy', () => {
    const step = fc.tuple(fc.constantFrom('charge', 'discharge', 'chargeFully'), fc.integer({ min: 0, max: 20_000 }));
    fc.assert(
      fc.property(fc.integer({ min: 6_000, max: 60_000 }), fc.array(step, { maxLength: 40 }), (start, steps) => {
        const battery = new TractionBattery(vehicle, start);
        for (const [kind, wh] of steps) {
          const before = battery.energyWh;
          const counted = kind === 'chargeFully' ? battery.chargeFully() : battery[kind as 'charge'](wh);
          const change = battery.energyWh - before;
          assert.ok(Number.isInteger(counted) && Number.isInteger(battery.energyWh));
          assert.ok(battery.energyWh >= 6_000 && battery.energyWh <= 60_000);
          assert.ok(kind === 'discharge' ? -change * 0.93 >= counted - 1e-6 : change <= counted * 0.93 + 1e-6);
          assert.ok(Math.abs(change) <= 7_000);
        }
      }),
    );
  });
});
