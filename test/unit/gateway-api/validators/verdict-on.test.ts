// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { clearSlot, resultHashOf, type Order, type Slot, type Verdict } from '@wattpass/chaincode/domain';
import { verdictOn, type ReadSlot } from '@wattpass/gateway-api/internal/validators/verdict-on.js';
import { claiming, hex, orders, read, slot, withLine } from './cleared-fixture.js';

const reasonOf = (verdict: Verdict): string => {
  assert.equal(verdict.verdict, 'reject');
  return verdict.reason ?? '';
};

describe('the verdict on a clearing', () => {
  it('accepts what the clearing gives, in whatever order the records come', () => {
    const { cleared, lines } = read();
    const { bookRoot } = cleared.result;
    const accepted = { bookRoot, resultHash: cleared.resultHash, verdict: 'accept' };
    assert.deepEqual(verdictOn(read()), accepted);
    assert.deepEqual(verdictOn(read({ orders: [...orders].reverse(), lines: [...lines].reverse() })), accepted);
    assert.ok(lines.length >= 3);
  });

  const faults: readonly (readonly [string, () => ReadSlot, RegExp])[] = [
    ['another price', () => claiming({ price: 123_456 }), /the clearing gives/],
    ['another book', () => claiming({ bookRoot: hex('book') }), /the clearing gives/],
    ['fees that came from nowhere', () => claiming({ fees: '999999' }), /money is not conserved/],
    ['energy that came from nowhere', () => claiming({ volumeWh: 9_501 }), /energy bought and sold differ/],
    ['payments that do not add up', () => claiming({ paid: '1' }), /do not add up/],
    ['a buyer who pays more than its limit', () => withLine('ann', { amount: '1750001' }), /outside of its limits/],
    ['a seller who gets less than its limit', () => withLine('cleo', { amount: '1' }), /outside of its limits/],
    ['a fill beyond its order', () => withLine('ann', { fill: 7_001 }), /not within its order/],
    ['a fill of a cancelled order', () => withLine('dan', { orderId: hex('order of eve') }), /not within its order/],
    ['a line without an order', () => withLine('dan', { orderId: hex('nobody') }), /it has no order/],
    ['a line left out', () => read({ lines: read().lines.slice(1) }), /differ/],
    ['an order left out', () => read({ orders: orders.slice(1) }), /it has no order/],
    [
      'an order that locks too little',
      () => read({ orders: [{ ...orders[0]!, locked: '1' }, ...orders.slice(1)] }),
      /it locks 1/,
    ],
    [
      'two orders of one trader',
      () => read({ orders: [...orders, { ...orders[0]!, id: hex('more') }] }),
      /another one/,
    ],
    [
      'an order for another slot',
      () => read({ orders: [{ ...orders[0]!, leag: 'south' }, ...orders.slice(1)] }),
      /another slot/,
    ],
    ['more float than the grid has locked', () => read({ gridFloat: 1n }), /lines|clearing gives/],
  ];
  for (const [what, wrong, reason] of faults) {
    it(`rejects ${what}, and says so`, () => {
      assert.match(reasonOf(verdictOn(wrong())), reason);
    });
  }

  it('re-runs a region, whose orders come from several LEAGs, like any other slot', () => {
    const line = {
      id: 'line-1',
      from: 'south',
      to: 'west',
      capacityWh: 2_000,
      reverseCapacityWh: 0,
      fee: 1_000,
      owner: hex('owner'),
    };
    const region: Slot = { ...slot, mechanism: { kind: 'regional', lines: [line] } };
    const [buyer, , seller] = orders as [Order, Order, Order];
    const book = [
      { ...buyer, node: 'west' },
      { ...seller, node: 'south' },
    ];
    const { result, resultHash, lines } = clearSlot(region, book, 0n);
    const cleared = { result, resultHash, clearedAt: '2026-11-22T11:01:00Z' };
    const found: ReadSlot = { slot: region, orders: book, cleared, lines, gridFloat: 0n };
    assert.equal(result.volumeWh, 2_000); // what the line carries
    assert.equal(verdictOn(found).verdict, 'accept');
    const wheeling = (result.wheeling ?? []).map((each) => ({ ...each, amount: '999' }));
    const changed = { ...result, wheeling };
    const lie = { ...found, cleared: { ...cleared, result: changed, resultHash: resultHashOf(changed) } };
    assert.match(reasonOf(verdictOn(lie)), /the clearing gives/);
  });
});
