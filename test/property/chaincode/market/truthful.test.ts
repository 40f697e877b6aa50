// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { clearBook, type Clearing } from '@wattpass/chaincode/domain/market/clearing/clear-book.js';
import { uniform } from '@wattpass/chaincode/domain/market/clearing/uniform.js';
import { truthful } from '@wattpass/chaincode/domain/market/clearing/truthful.js';
import { bookOf, tiesOf, type Placed, type RandomSlot } from './books.js';
import { randomIntegers } from './random.js';

const BOOKS = 700;
const PRICES = 12;

function smallSlot(random: (below: number) => number): RandomSlot {
  const floor = random(4);
  const terms = { floor, ceiling: floor + random(PRICES - floor), buyFee: random(2), sellFee: random(2) };
  const orders = Array.from({ length: 2 + random(7) }, (_, index): Placed => ({
    id: `order ${random(1_000_000)} ${index}`,
    side: random(2) === 0 ? 'buy' : 'sell',
    quantity: 1 + random(6),
    limit: random(PRICES),
    grid: random(2) === 0,
  }));
  return { terms, orders };
}

function clear({ terms, orders }: RandomSlot): Clearing {
  return clearBook(bookOf(orders), { ...terms, mechanism: { kind: 'truthful' }, gridFloat: 1e9 }, tiesOf(orders));
}

/**
 * What an owner gains in thousandths of a micro, before rounding, when what it stated is not what it has: energy a buyer
 * has no use for is worth nothing to it; energy a seller has not got it buys at the ceiling.
 */
function gainOf(slot: RandomSlot, clearing: Clearing, index: number, truth: Placed): number {
  const fill = clearing.awards.fills[index]!;
  const grid = clearing.grid[index]!;
  const due = Number(clearing.awards.amountFor(index));
  if (truth.side === 'buy') {
    return truth.limit * Math.min(fill + grid, truth.quantity) - due - grid * slot.terms.ceiling;
  }
  const missing = Math.max(0, fill + grid - truth.quantity);
  return due + grid * slot.terms.floor - truth.limit * (fill + grid - missing) - missing * slot.terms.ceiling;
}

function withOrder({ terms, orders }: RandomSlot, index: number, change: Partial<Placed>): RandomSlot {
  return { terms, orders: orders.map((order, at) => (at === index ? { ...order, ...change } : order)) };
}

describe('truthful clearing', function () {
  this.timeout(120_000);

  it(`rewards no misreport of a price at the true quantity, all prices tried in ${BOOKS} books`, () => {
    const random = randomIntegers(31);
    let tried = 0;
    for (let number = 0; number < BOOKS; number += 1) {
      const slot = smallSlot(random);
      const honest = clear(slot);
      for (const [index, truth] of slot.orders.entries()) {
        const gain = gainOf(slot, honest, index, truth);
        assert.ok(gain >= 0, 'honesty never loses');
        for (let limit = 0; limit <= PRICES; limit += 1) {
          for (const grid of [true, false]) {
            const lie = withOrder(slot, index, { limit, grid });
            assert.ok(gainOf(lie, clear(lie), index, truth) <= gain, `book ${number}, order ${index}, limit ${limit}`);
            tried += 1;
          }
        }
      }
    }
    assert.ok(tried > 50_000);
  });

  it('can reward a misreport of the quantity, as docs/market.md says', () => {
    const random = randomIntegers(31);
    const paying = { less: 0, more: 0 };
    let tried = 0;
    for (let number = 0; number < BOOKS; number += 1) {
      const slot = smallSlot(random);
      const honest = clear(slot);
      for (const [index, truth] of slot.orders.entries()) {
        const gain = gainOf(slot, honest, index, truth);
        for (let quantity = 1; quantity <= 2 * truth.quantity; quantity += 1) {
          const lie = withOrder(slot, index, { quantity });
          tried += quantity === truth.quantity ? 0 : 1;
          if (gainOf(lie, clear(lie), index, truth) > gain) {
            paying[quantity < truth.quantity ? 'less' : 'more'] += 1;
          }
        }
      }
    }
    assert.deepEqual({ tried, paying }, { tried: 20_877, paying: { less: 40, more: 8 } });
  });

  it('reaches 95 % of the largest welfare at 20 buyers and 20 sellers, on average', () => {
    const shares = [5, 10, 20, 30].map((perSide) => welfareShare(perSide, 300));
    assert.ok(shares[2]! >= 0.95, `${shares[2]}`);
    assert.deepEqual(
      shares.map((share) => Math.round(share * 1000)),
      [687, 886, 956, 974],
    );
  });
});

/** Welfare of truthful over that of uniform clearing, both summed over many books of the research's distributions. */
function welfareShare(perSide: number, books: number): number {
  const random = randomIntegers(17);
  const terms = { floor: 0, ceiling: 1_000_000, buyFee: 0, sellFee: 0 };
  let reached = 0;
  let possible = 0;
  for (let number = 0; number < books; number += 1) {
    const orders = Array.from({ length: 2 * perSide }, (_, index): Placed => ({
      id: `order ${number} ${index}`,
      side: index < perSide ? 'buy' : 'sell',
      quantity: 500 + random(19_501),
      limit: 80_000 + random(220_001),
      grid: false,
    }));
    const book = bookOf(orders);
    const welfare = (fills: Int32Array) =>
      orders.reduce((sum, { side, limit }, index) => sum + (side === 'buy' ? limit : -limit) * fills[index]!, 0);
    reached += welfare(truthful(book, terms, tiesOf(orders)).fills);
    possible += welfare(uniform(book, terms, tiesOf(orders), 500_000).fills);
  }
  return reached / possible;
}
