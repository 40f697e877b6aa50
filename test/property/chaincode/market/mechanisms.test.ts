// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { clearBook, type Clearing } from '@wattpass/chaincode/domain/market/clearing/clear-book.js';
import type { Mechanism } from '@wattpass/chaincode/domain/market/clearing/mechanism.js';
import { bookOf, mechanismsFor, randomSlot, tiesOf, type Placed, type RandomSlot } from './books.js';
import { randomIntegers, shuffled } from './random.js';

interface Cleared {
  readonly slot: RandomSlot;
  readonly mechanism: Mechanism;
  readonly float: number;
  readonly clearing: Clearing;
}

function clear(slot: RandomSlot, mechanism: Mechanism, float: number, orders = slot.orders): Clearing {
  return clearBook(bookOf(orders), { ...slot.terms, mechanism, gridFloat: float }, tiesOf(orders));
}

/** Each random slot under each mechanism, with a grid that can pay for all, for some or for nothing. */
function* clearedSlots(count: number, seed: number): Generator<Cleared> {
  const random = randomIntegers(seed);
  for (let number = 0; number < count; number += 1) {
    const slot = randomSlot(random);
    const float = [1_000_000_000, 60, 0][random(3)]!;
    for (const mechanism of mechanismsFor(slot.terms, random)) {
      yield { slot, mechanism, float, clearing: clear(slot, mechanism, float) };
    }
  }
}

const ceilThousandth = (value: number) => Math.ceil(value / 1000);
const total = (values: Iterable<number>) => [...values].reduce((sum, each) => sum + each, 0);
const ofSide = (slot: RandomSlot, side: Placed['side'], values: ArrayLike<number>) =>
  total(slot.orders.map((order, index) => (order.side === side ? values[index]! : 0)));

describe('every mechanism', function () {
  this.timeout(60_000);

  it('gives the same to every order in whatever sequence they arrive', () => {
    const random = randomIntegers(7);
    for (const { slot, mechanism, float, clearing } of clearedSlots(2000, 1)) {
      const places = shuffled(slot.orders.length, random);
      const orders = places.map((place) => slot.orders[place]!);
      const again = clear(slot, mechanism, float, orders);
      for (const [at, place] of places.entries()) {
        assert.equal(again.awards.fills[at], clearing.awards.fills[place]);
        assert.equal(again.grid[at], clearing.grid[place]);
        assert.equal(again.money.amounts[at], clearing.money.amounts[place]);
      }
      assert.equal(again.awards.price, clearing.awards.price);
      assert.deepEqual({ ...again.money, amounts: 0 }, { ...clearing.money, amounts: 0 });
    }
  });

  it('conserves energy and money to the unit', () => {
    for (const { slot, clearing } of clearedSlots(3000, 2)) {
      const { awards, grid, money } = clearing;
      assert.equal(ofSide(slot, 'buy', awards.fills), awards.volume);
      assert.equal(ofSide(slot, 'sell', awards.fills), awards.volume);
      assert.equal(BigInt(ofSide(slot, 'buy', money.amounts)), money.paid);
      assert.equal(BigInt(ofSide(slot, 'sell', money.amounts)), money.received);
      assert.equal(money.gridReceived, BigInt(Math.floor((ofSide(slot, 'buy', grid) * slot.terms.ceiling) / 1000)));
      assert.equal(money.gridPaid, BigInt(ceilThousandth(ofSide(slot, 'sell', grid) * slot.terms.floor)));
      assert.equal(money.paid + money.gridPaid, money.received + money.gridReceived + money.surplus + money.fees);
      assert.ok(money.fees >= 0n && money.surplus >= 0n);
      for (const [index, { quantity }] of slot.orders.entries()) {
        assert.ok(awards.fills[index]! >= 0 && grid[index]! >= 0);
        assert.ok(awards.fills[index]! + grid[index]! <= quantity);
      }
    }
  });

  it('keeps every all-in price within the order’s limit and between floor and ceiling', () => {
    for (const { slot, clearing } of clearedSlots(3000, 3)) {
      const { floor, ceiling } = slot.terms;
      for (const [index, { side, limit }] of slot.orders.entries()) {
        const energy = clearing.awards.fills[index]! + clearing.grid[index]!;
        const amount = clearing.money.amounts[index]!;
        if (side === 'buy') {
          assert.ok(energy === 0 || limit >= floor);
          assert.ok(amount <= ceilThousandth(energy * Math.min(limit, ceiling)), 'a buyer pays too much');
          assert.ok(amount >= Math.floor((energy * floor) / 1000), 'a buyer pays less than the grid pays');
        } else {
          assert.ok(energy === 0 || limit <= ceiling);
          assert.ok(amount >= Math.floor((energy * Math.max(limit, floor)) / 1000), 'a seller gets too little');
          assert.ok(amount <= ceilThousandth(energy * ceiling), 'a seller gets more than the grid asks');
        }
      }
    }
  });

  it('sends to the grid the rest of those, and only those, who asked for it and accept its price', () => {
    for (const { slot, mechanism, float, clearing } of clearedSlots(2000, 4)) {
      const { floor, ceiling } = slot.terms;
      const asked = slot.orders.map(
        ({ side, limit, grid }) =>
          (grid || mechanism.kind === 'truthful') && (side === 'buy' ? limit >= ceiling : limit <= floor),
      );
      const rest = slot.orders.map(({ quantity }, index) => quantity - clearing.awards.fills[index]!);
      const offered = total(slot.orders.map(({ side }, index) => (asked[index] && side === 'sell' ? rest[index]! : 0)));
      const bought = ofSide(slot, 'sell', clearing.grid);
      assert.ok(clearing.money.gridPaid <= BigInt(float));
      assert.ok(bought === offered || ceilThousandth((bought + 1) * floor) > float, 'the grid buys what it can pay');
      for (const [index, { side }] of slot.orders.entries()) {
        const most = asked[index] ? rest[index]! : 0;
        const exact = side === 'buy' ? most : offered === 0 ? 0 : (most * bought) / offered;
        assert.ok(Math.abs(clearing.grid[index]! - exact) < 1, 'pro rata');
      }
    }
  });

  it('leaves no envy under one price: who values it more is served in full, who values it less is not served', () => {
    let priced = 0;
    for (const { slot, mechanism, clearing } of clearedSlots(3000, 5)) {
      const { price, fills } = clearing.awards;
      if (mechanism.kind !== 'uniform' || price === null) {
        continue;
      }
      priced += 1;
      for (const [index, { side, limit, quantity }] of slot.orders.entries()) {
        const { floor, ceiling, buyFee, sellFee } = slot.terms;
        const gain =
          side === 'buy' ? Math.min(limit, ceiling) - buyFee - price : price - Math.max(limit, floor) - sellFee;
        assert.ok(gain <= 0 || fills[index] === quantity);
        assert.ok(gain >= 0 || fills[index] === 0);
      }
    }
    assert.ok(priced > 1000);
  });

  it('shares a level filled in part by quantity, to within one Wh', () => {
    for (const { slot, mechanism, clearing } of clearedSlots(2000, 6)) {
      if (mechanism.kind !== 'uniform' && mechanism.kind !== 'pay-as-bid') {
        continue;
      }
      const groups = groupBy(slot.orders.keys(), (index) => {
        const { side, limit, grid } = slot.orders[index]!;
        const { floor, ceiling } = slot.terms;
        const inside = side === 'buy' ? Math.min(limit, ceiling) : Math.max(limit, floor);
        const last = grid && (side === 'buy' ? limit >= ceiling : limit <= floor);
        return `${side} ${inside} ${last}`;
      });
      for (const members of groups.values()) {
        const filled = total(members.map((index) => clearing.awards.fills[index]!));
        const wanted = total(members.map((index) => slot.orders[index]!.quantity));
        for (const index of members) {
          const exact = (slot.orders[index]!.quantity * filled) / wanted;
          assert.ok(Math.abs(clearing.awards.fills[index]! - exact) < 1);
        }
      }
    }
  });
});

function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
