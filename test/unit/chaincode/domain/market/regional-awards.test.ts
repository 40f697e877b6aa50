// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clearSlot, defaultMarketParameters, type Order, type Slot } from '@wattpass/chaincode/domain';

const names = ['east', 'north', 'south'] as const;
const price = fc.integer({ min: 90, max: 320 });
const offer = fc.record({
  node: fc.constantFrom(...names),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  quantity: fc.integer({ min: 1, max: 9_000 }),
  limit: price,
});
const wire = fc.record({
  capacityWh: fc.integer({ min: 0, max: 6_000 }),
  reverseCapacityWh: fc.integer({ min: 0, max: 6_000 }),
  fee: fc.integer({ min: 0, max: 20 }),
});

/** A regional slot with lines east-north and north-south. */
function slotOf(wires: readonly { capacityWh: number; reverseCapacityWh: number; fee: number }[]): Slot {
  const ends = [
    ['east', 'north'],
    ['north', 'south'],
  ] as const;
  const lines = ends.map(([from, to], index) => {
    const terms = wires[index] ?? assert.fail();
    return { id: `line-${index}`, from, to, ...terms, owner: 'ab'.repeat(32) };
  });
  const facts = { floor: 100, ceiling: 300, importPrice: 300, exportPrice: 100, buyFee: 3, sellFee: 4 };
  const mechanism = { kind: 'regional', lines };
  return {
    leag: 'west',
    slot: '2026-11-22T12:00:00Z',
    ...facts,
    mechanism,
    rules: defaultMarketParameters,
  } as unknown as Slot;
}

type Offer = typeof offer extends fc.Arbitrary<infer T> ? T : never;

function ordersOf(offers: readonly Offer[]): Order[] {
  return offers.map((facts, index) => {
    const id = String(index).padStart(64, '0');
    return { ...facts, trader: id, id, grid: false, state: 'live' } as unknown as Order;
  });
}

describe('a regional slot', function () {
  this.timeout(20_000);
  const books = fc.tuple(fc.array(offer, { maxLength: 25 }), wire, wire);

  it('conserves energy and money, keeps within limits and lines, and does not hang on arrival', () => {
    fc.assert(
      fc.property(books, ([offers, first, second]) => {
        const slot = slotOf([first, second]);
        const orders = ordersOf(offers);
        const { result, lines, resultHash } = clearSlot(slot, orders, 0n);
        assert.equal(clearSlot(slot, [...orders].reverse(), 0n).resultHash, resultHash);
        const sum = (side: Order['side'], of: (line: (typeof lines)[0]) => number) =>
          lines.filter((line) => line.side === side).reduce((total, line) => total + of(line), 0);
        assert.equal(
          sum('buy', ({ fill }) => fill),
          sum('sell', ({ fill }) => fill),
        );
        assert.equal(
          sum('buy', ({ amount }) => Number(amount)),
          Number(result.paid),
        );
        const out = [result.received, result.surplus, result.fees].reduce((total, each) => total + BigInt(each), 0n);
        assert.equal(BigInt(result.paid), out);
        for (const { orderId, fill, side, amount } of lines) {
          const { quantity, limit } = orders[Number(orderId)] ?? assert.fail();
          assert.ok(fill <= quantity);
          const worst = (fill * limit) / 1000;
          assert.ok(side === 'buy' ? Number(amount) <= Math.ceil(worst) : Number(amount) >= Math.floor(worst));
        }
        const wheeled = (result.wheeling ?? []).reduce((total, each) => total + BigInt(each.amount), 0n);
        assert.ok(wheeled <= BigInt(result.surplus));
        for (const [index, { carriedWh }] of (result.wheeling ?? []).entries()) {
          const { capacityWh, reverseCapacityWh } = [first, second][index] ?? assert.fail();
          assert.ok(carriedWh <= capacityWh + reverseCapacityWh);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('moves nothing where no line carries anything, though a LEAG’s own orders could meet', () => {
    const still = { capacityWh: 0, reverseCapacityWh: 0, fee: 0 };
    const offers: Offer[] = [
      { node: 'east', side: 'buy', quantity: 1_000, limit: 300 },
      { node: 'south', side: 'sell', quantity: 1_000, limit: 100 },
    ];
    assert.equal(clearSlot(slotOf([still, still]), ordersOf(offers), 0n).result.volumeWh, 0);
    const wide = { capacityWh: 700, reverseCapacityWh: 0, fee: 5 };
    const { result } = clearSlot(
      slotOf([
        { ...wide, reverseCapacityWh: 700 },
        { ...wide, reverseCapacityWh: 600 },
      ]),
      ordersOf(offers),
      0n,
    );
    assert.equal(result.volumeWh, 600);
    assert.deepEqual(
      result.wheeling?.map(({ carriedWh, amount }) => [carriedWh, amount]),
      [
        [600, '3'],
        [600, '3'],
      ],
    );
  });
});
