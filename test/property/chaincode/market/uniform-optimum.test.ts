// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { uniform } from '@wattpass/chaincode/domain/market/clearing/uniform.js';
import { bookOf, randomSlot, tiesOf, type RandomSlot } from './books.js';
import { solveAll, type Programme } from './linear-programme.js';
import { randomIntegers } from './random.js';

const BOOKS = 10_000;
const PER_PROGRAMME = 250;

/** More than any volume: welfare counts first, then volume. */
const WELFARE_FIRST = 100_000;

/** What one Wh of an order is worth to the market, worked out here anew: limits inside the grid's prices, fees counted. */
function worth({ terms, orders }: RandomSlot, index: number): number {
  const { side, limit } = orders[index]!;
  return side === 'buy'
    ? Math.min(limit, terms.ceiling) - terms.buyFee
    : -(Math.max(limit, terms.floor) + terms.sellFee);
}

function programmeOf(slot: RandomSlot): Programme {
  return {
    columns: slot.orders.map(({ side, quantity }, index) => ({
      gain: worth(slot, index) * WELFARE_FIRST + (side === 'buy' ? 1 : 0),
      bound: quantity,
    })),
    rows: [slot.orders.map(({ side }, column) => ({ column, sign: side === 'buy' ? 1 : -1 }))],
  };
}

function measure(slot: RandomSlot, fills: ArrayLike<number>): { welfare: number; volume: number } {
  let welfare = 0;
  let volume = 0;
  for (const [index, { side }] of slot.orders.entries()) {
    welfare += worth(slot, index) * fills[index]!;
    volume += side === 'buy' ? fills[index]! : 0;
  }
  return { welfare, volume };
}

describe('uniform clearing', () => {
  it(`reaches the welfare and volume of a linear programme on ${BOOKS} random books`, async function () {
    this.timeout(120_000);
    const random = randomIntegers(20_261_122);
    const slots = Array.from({ length: BOOKS }, () => randomSlot(random));
    let traded = 0;
    for (let from = 0; from < BOOKS; from += PER_PROGRAMME) {
      const batch = slots.slice(from, from + PER_PROGRAMME);
      const optima = await solveAll(batch.map(programmeOf));
      for (const [index, slot] of batch.entries()) {
        const { fills, volume } = uniform(bookOf(slot.orders), slot.terms, tiesOf(slot.orders), 500_000);
        const ours = measure(slot, fills);
        assert.deepEqual(ours, measure(slot, optima[index]!), `book ${from + index}`);
        assert.equal(volume, ours.volume);
        traded += volume > 0 ? 1 : 0;
      }
    }
    assert.ok(traded > BOOKS / 4, `${traded} of the books trade`);
  });
});
