// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultMarketParameters } from '@wattpass/chaincode/domain';
import { balancingNeed, imbalanceOf } from '@wattpass/chaincode/domain/market/imbalance-rules.js';
import { lockOf } from '@wattpass/chaincode/domain/market/order-rules.js';
import type { FillLine, SlotResult } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';

/** The facts of a slot that locks and imbalances hang on. */
function slotOf(facts: Partial<Slot>): Slot {
  return {
    floor: 0,
    ceiling: 3_001,
    importPrice: 3_602,
    exportPrice: 0,
    rules: defaultMarketParameters,
    ...facts,
  } as Slot;
}

function lineOf(facts: Partial<FillLine>): FillLine {
  return { trader: '', orderId: '', side: 'sell', fill: 1, grid: 0, amount: '0', ...facts };
}

describe('an imbalance', () => {
  it('is rounded down: of a seller at 1,602 that delivers nothing, lock and earnings are 3 units, not the 3.602 due', () => {
    const slot = slotOf({});
    const lock = lockOf({ side: 'sell', quantity: 1, limit: 1_602 }, slot);
    const earned = 1n; // 1.602 rounded down
    assert.equal(imbalanceOf(lineOf({ amount: '1' }), 0, slot).owed, 3n);
    assert.equal(lock + earned, 3n);
  });

  const energy = fc.integer({ min: 1, max: 100_000 });
  const price = fc.integer({ min: 0, max: 1_000_000 });
  it('of a seller is covered by its lock and what it earns at least, whatever it delivers', () => {
    fc.assert(
      fc.property(energy, price, price, price, fc.nat(), (contracted, a, b, limit, metered) => {
        const [floor, ceiling] = [Math.min(a, b), Math.max(a, b, 1)];
        const slot = slotOf({ floor, ceiling, importPrice: Math.ceil(ceiling * 1.2) });
        const lock = lockOf({ side: 'sell', quantity: contracted, limit }, slot);
        const earned = (BigInt(contracted) * BigInt(Math.max(limit, floor))) / 1000n;
        const { owed } = imbalanceOf(lineOf({ fill: contracted }), metered % (contracted + 1), slot);
        assert.ok(owed <= lock + earned, `${owed} of ${lock} and ${earned}`);
      }),
    );
  });

  const part = fc.record({ contracted: energy, share: fc.integer({ min: 0, max: 2_000 }), sells: fc.boolean() });
  it('that the LEAG owes is covered by what it locks for the slot', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), price, (parts, exportPrice) => {
        const slot = slotOf({ exportPrice });
        const due = parts.map(({ contracted, share, sells }) => {
          const line = lineOf({ side: sells ? 'sell' : 'buy', fill: contracted });
          return imbalanceOf(line, Math.floor((contracted * share) / 1_000), slot).due;
        });
        const of = (sells: boolean) =>
          parts.reduce((sum, each) => sum + (each.sells === sells ? each.contracted : 0), 0);
        const needed = balancingNeed({ boughtWh: of(false), soldWh: of(true) } as SlotResult, slot);
        assert.ok(due.reduce((sum, each) => sum + each, 0n) <= needed);
      }),
    );
  });
});
