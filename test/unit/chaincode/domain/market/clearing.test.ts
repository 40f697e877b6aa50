// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BUY, emptyBook, SELL, type Book } from '@wattpass/chaincode/domain/market/clearing/book.js';
import { clearBook, type Clearing } from '@wattpass/chaincode/domain/market/clearing/clear-book.js';
import { ceilDivide, floorDivide, product, sum } from '@wattpass/chaincode/domain/market/clearing/exact.js';
import type { Mechanism } from '@wattpass/chaincode/domain/market/clearing/mechanism.js';
import { proRata } from '@wattpass/chaincode/domain/market/clearing/pro-rata.js';
import { radixSort } from '@wattpass/chaincode/domain/market/clearing/radix-sort.js';
import { tieKeys } from '@wattpass/chaincode/domain/market/clearing/tie-keys.js';

const ties = (order: number) => String(order).padStart(4, '0');
const half: Mechanism = { kind: 'uniform', kappa: 500_000 };
const terms = { floor: 100, ceiling: 300, buyFee: 0, sellFee: 0, gridFloat: 1_000_000_000 };

type Row = [side: 'buy' | 'sell', quantity: number, limit: number, grid?: 'grid'];

function book(rows: readonly Row[]): Book {
  const made = emptyBook(rows.length);
  for (const [index, [side, quantity, limit, grid]] of rows.entries()) {
    made.side[index] = side === 'buy' ? BUY : SELL;
    made.quantity[index] = quantity;
    made.limit[index] = limit;
    made.grid[index] = grid === undefined ? 0 : 1;
  }
  return made;
}

function clear(rows: readonly Row[], mechanism = half, change: Partial<typeof terms> = {}): Clearing {
  return clearBook(book(rows), { ...terms, ...change, mechanism }, ties);
}

const fills = ({ awards }: Clearing) => [...awards.fills];
const amounts = ({ money }: Clearing) => [...money.amounts];

describe('uniform clearing', () => {
  it('takes the middle of the interval in which supply meets demand', () => {
    // 2,000 Wh meet; the next buyer values it at 150, the next seller at 260
    const cleared = clear([
      ['buy', 2000, 250],
      ['buy', 1000, 150],
      ['sell', 2000, 120],
      ['sell', 1000, 260],
    ]);
    assert.equal(cleared.awards.price, 200);
    assert.deepEqual(fills(cleared), [2000, 0, 2000, 0]);
    assert.deepEqual(amounts(cleared), [400, 0, 400, 0]);
  });

  it('lets a level filled in part set the price', () => {
    const cleared = clear([
      ['buy', 3000, 250],
      ['sell', 2000, 120],
    ]);
    assert.equal(cleared.awards.price, 250);
    assert.deepEqual(fills(cleared), [2000, 2000]);
  });

  it('rounds the middle down and takes the stated share of the interval', () => {
    const rows: Row[] = [
      ['buy', 1000, 203],
      ['sell', 1000, 200],
    ];
    assert.equal(clear(rows).awards.price, 201);
    assert.equal(clear(rows, { kind: 'uniform', kappa: 0 }).awards.price, 200);
    assert.equal(clear(rows, { kind: 'uniform', kappa: 1_000_000 }).awards.price, 203);
  });

  it('adds fees on both sides and gives them to the LEAG with what rounding leaves', () => {
    const rows: Row[] = [
      ['buy', 1001, 250],
      ['sell', 1001, 150],
    ];
    const { money, awards } = clear(rows, half, { buyFee: 3, sellFee: 5 });
    assert.equal(awards.price, 201); // between 155 and 247
    assert.deepEqual([...money.amounts], [205, 196]); // 1001 * 204 / 1000 up, 1001 * 196 / 1000 down
    assert.equal(money.fees, 9n);
  });

  it('gives no one priority for a limit beyond what the grid asks', () => {
    const cleared = clear([
      ['buy', 1000, 300],
      ['buy', 1000, 900],
      ['sell', 1000, 100],
    ]);
    assert.deepEqual(fills(cleared), [500, 500, 1000]);
  });

  it('serves those first who have nowhere else to go', () => {
    const cleared = clear([
      ['buy', 1000, 300, 'grid'],
      ['buy', 1000, 300],
      ['sell', 1000, 100],
    ]);
    assert.deepEqual(fills(cleared), [0, 1000, 1000]);
    assert.deepEqual([...cleared.grid], [1000, 0, 0]);
  });

  it('gives the Wh that rounding leaves to the largest remainders, then to the smallest tie key', () => {
    const cleared = clear([
      ['buy', 1000, 250],
      ['buy', 1000, 250],
      ['buy', 1000, 250],
      ['sell', 2000, 120],
    ]);
    assert.deepEqual(fills(cleared), [667, 667, 666, 2000]);
  });

  it('trades at the one price where floor and ceiling meet', () => {
    const rows: Row[] = [
      ['buy', 1000, 400],
      ['sell', 1000, 0],
    ];
    assert.equal(clear(rows, half, { floor: 200, ceiling: 200 }).awards.price, 200);
  });

  it('finds no price where only one side stands, and sends it to the grid', () => {
    const cleared = clear([
      ['sell', 1500, 100, 'grid'],
      ['sell', 1000, 101, 'grid'],
    ]);
    assert.equal(cleared.awards.price, null);
    assert.deepEqual([...cleared.grid], [1500, 0]);
    assert.deepEqual(amounts(cleared), [150, 0]);
    assert.equal(cleared.money.gridPaid, 150n);
  });

  it('finds nothing in an empty book', () => {
    const cleared = clear([]);
    assert.equal(cleared.awards.volume, 0);
    assert.equal(cleared.money.fees, 0n);
  });

  it('stays exact where products pass 2^53', () => {
    const quantity = 2_147_483_647;
    const rows: Row[] = [
      ['buy', quantity, 1_000_000_000],
      ['sell', quantity, 999_999_999],
    ];
    const { money, awards } = clear(rows, half, { floor: 0, ceiling: 1_000_000_000 });
    assert.equal(awards.price, 999_999_999);
    const exact = BigInt(quantity) * 999_999_999n;
    assert.equal(money.paid, (exact + 999n) / 1000n);
    assert.equal(money.received, exact / 1000n);
  });
});

describe('the other mechanisms', () => {
  const rows: Row[] = [
    ['buy', 1000, 280],
    ['buy', 1000, 220],
    ['buy', 1000, 180],
    ['sell', 1000, 120],
    ['sell', 1000, 160],
    ['sell', 1000, 170],
  ];

  it('pay-as-bid: each buyer pays its bid, each seller gets what its buyer pays', () => {
    const cleared = clear(rows, { kind: 'pay-as-bid' });
    assert.deepEqual(fills(cleared), [1000, 1000, 1000, 1000, 1000, 1000]);
    assert.deepEqual(amounts(cleared), [280, 220, 180, 280, 220, 180]);
  });

  it('pay-as-bid: sellers of one level share what it is paid by fill', () => {
    const cleared = clear(
      [
        ['buy', 1000, 280],
        ['buy', 2000, 220],
        ['sell', 1000, 120],
        ['sell', 2000, 120],
      ],
      { kind: 'pay-as-bid' },
    );
    assert.deepEqual(amounts(cleared), [280, 440, 240, 480]);
  });

  it('posted: who accepts the price trades at it, the long side pro rata', () => {
    const cleared = clear(rows, { kind: 'posted', price: 200 });
    assert.deepEqual(fills(cleared), [1000, 1000, 0, 667, 667, 666]);
    assert.deepEqual(amounts(cleared), [200, 200, 0, 133, 133, 133]);
  });

  it('truthful: the last of both sides set the prices and stay out', () => {
    const cleared = clear(rows, { kind: 'truthful' });
    assert.deepEqual(fills(cleared), [1000, 1000, 0, 1000, 1000, 0]);
    assert.deepEqual(amounts(cleared), [180, 180, 0, 170, 170, 0]);
    assert.equal(cleared.money.surplus, 20n);
  });

  it('truthful: rations the long side to equal awards', () => {
    const cleared = clear(
      [
        ['buy', 1000, 280],
        ['buy', 5000, 270],
        ['buy', 3000, 260],
        ['buy', 1000, 240],
        ['sell', 6001, 120],
        ['sell', 9000, 160],
      ],
      { kind: 'truthful' },
    );
    // 9,000 Wh of winning buyers for 6,001 Wh: 1,000 in full, of the rest 2,500 and 2,501
    assert.deepEqual(fills(cleared), [1000, 2501, 2500, 0, 6001, 0]);
  });

  it('truthful: no trade where dropping the last leaves no one', () => {
    const cleared = clear(
      [
        ['buy', 1000, 280],
        ['sell', 500, 120],
        ['sell', 500, 130],
      ],
      { kind: 'truthful' },
    );
    assert.deepEqual(fills(cleared), [0, 0, 0]);
  });

  it('truthful: the grid takes whom it serves without loss, asked or not', () => {
    const cleared = clear([['buy', 1000, 300]], { kind: 'truthful' });
    assert.deepEqual([...cleared.grid], [1000]);
  });
});

describe('the grid', () => {
  it('shares among sellers what its float can buy', () => {
    const cleared = clear(
      [
        ['sell', 1000, 100, 'grid'],
        ['sell', 3000, 50, 'grid'],
        ['buy', 700, 300, 'grid'],
      ],
      half,
      { gridFloat: 200 },
    );
    // the two sell 700 Wh to the buyer and have 3,300 left, for 2,000 of which the grid can pay
    assert.equal(cleared.awards.volume, 700);
    const bought = (cleared.grid[0] ?? 0) + (cleared.grid[1] ?? 0);
    assert.equal(bought, 2000);
    assert.equal(cleared.money.gridPaid, 200n);
  });
});

describe('the parts of clearing', () => {
  it('divide exactly, down and up, on both sides of zero and of 2^53', () => {
    for (const value of [0, 1, 999, 1000, 1001, -1, -999, -1000, -1001]) {
      assert.equal(floorDivide(value, 1000), Math.floor(value / 1000));
      assert.equal(ceilDivide(value, 1000) + 0, Math.ceil(value / 1000) + 0);
    }
    const safe = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(safe, fc.integer({ min: 1, max: 1_000_000_000 }), (value, divisor) => {
        const [of, by] = [BigInt(value), BigInt(divisor)];
        const down = of / by - (of % by < 0n ? 1n : 0n);
        assert.equal(BigInt(floorDivide(value, divisor)), down);
        assert.equal(BigInt(ceilDivide(value, divisor)), down + (of % by === 0n ? 0n : 1n));
        const multiple = value - (value % divisor); // just below a multiple a float's quotient rounds up to it
        assert.equal(BigInt(floorDivide(multiple, divisor)), BigInt(multiple) / by);
        assert.equal(BigInt(floorDivide(multiple - 1, divisor)), BigInt(multiple) / by - 1n);
      }),
      { numRuns: 2_000 },
    );
    const large = product(2_147_483_647, 2_000_000_000);
    assert.equal(large, 4_294_967_294_000_000_000n);
    assert.equal(floorDivide(sum(large, 999), 1000), 4_294_967_294_000_000);
    assert.equal(ceilDivide(sum(large, 1), 1000), 4_294_967_294_000_001);
    assert.equal(sum(Number.MAX_SAFE_INTEGER, 1), 9_007_199_254_740_992n);
  });

  it('sort by keys of up to 32 bits, stable', () => {
    const keys = Uint32Array.of(4_294_967_295, 7, 2_000_000, 7, 0);
    const items = Int32Array.of(0, 1, 2, 3, 4);
    radixSort(keys, items);
    assert.deepEqual([...items], [4, 1, 3, 2, 0]);
    assert.deepEqual([...keys], [0, 7, 7, 2_000_000, 4_294_967_295]);
  });

  it('share pro rata exactly where the products pass 2^53', () => {
    const weights = Int32Array.of(2_147_483_647, 2_147_483_646, 2_147_483_645);
    const shares = new Int32Array(3);
    const total = 6_442_450_938;
    proRata(Int32Array.of(0, 1, 2), weights, total, total - 2, ties, shares);
    assert.deepEqual([...shares], [2_147_483_646, 2_147_483_645, 2_147_483_645]);
  });

  it('hash ties from LEAG, slot, book and id', () => {
    const first = tieKeys('leag', 'slot', 'root', String);
    assert.equal(first(1), first(1));
    assert.notEqual(first(1), first(2));
    assert.notEqual(tieKeys('leag', 'slot', 'other', String)(1), first(1));
    assert.match(first(1), /^[0-9a-f]{64}$/);
  });
});
