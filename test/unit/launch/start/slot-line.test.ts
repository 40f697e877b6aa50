// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { slotLine } from '@wattpass/launch/internal/start/trading-weeks.js';

const slot = {
  ...{ leag: 'leag-w1-1', slot: '2024-01-12T18:00:00Z', status: 'SETTLED', reason: null, mechanism: 'uniform' },
  ...{ price: 214_500, floor: 100_000, ceiling: 300_000, orders: 5 },
  ...{ boughtWh: 12_340, soldWh: 12_340, gridWh: 2_000, paid: 1, received: 1, fees: 0 },
};

describe('the line of a slot', () => {
  it('tells energy, price and the grid', () => {
    assert.equal(
      slotLine(slot),
      '  leag-w1-1 2024-01-12 18:00  settled: 5 orders, 12.3 kWh at 0.2145 €/kWh, 2.0 kWh of it with the grid',
    );
  });

  it('tells that only the grid traded, that nobody did, and why a slot is void', () => {
    assert.match(slotLine({ ...slot, price: null }), /12\.3 kWh with the grid alone/);
    assert.match(slotLine({ ...slot, boughtWh: 0 }), /settled: 5 orders, nothing traded$/);
    assert.match(slotLine({ ...slot, reason: 'not cleared' }), /18:00 {2}void: not cleared$/);
  });
});
