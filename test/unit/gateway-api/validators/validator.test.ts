// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { canonicalJson, defaultMarketParameters, type Verdict } from '@wattpass/chaincode/domain';
import { clearSlot, resultHashOf } from '@wattpass/chaincode/domain/market/clear-slot.js';
import { lockOf } from '@wattpass/chaincode/domain/market/order-rules.js';
import type { Order } from '@wattpass/chaincode/domain/market/order.js';
import type { FillLine, SlotResult } from '@wattpass/chaincode/domain/market/slot-result.js';
import type { Slot } from '@wattpass/chaincode/domain/market/slot.js';
import type { Caller } from '@wattpass/gateway-api/internal/auth/caller.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { ValidatorService, type ValidatorLedger } from '@wattpass/gateway-api/internal/validators/validator.service.js';
import { verdictOn, type ReadSlot } from '@wattpass/gateway-api/internal/validators/verdict-on.js';

const hex = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0');
const slot: Slot = {
  leag: 'north',
  slot: '2026-11-22T12:00:00Z',
  deliveryEnd: '2026-11-22T13:00:00Z',
  floor: 80_000,
  ceiling: 300_000,
  importPrice: 360_000,
  exportPrice: 50_000,
  buyFee: 2_000,
  sellFee: 1_000,
  mechanism: { kind: 'uniform', kappa: 500_000 },
  sealed: false,
  closeFrom: '2026-11-22T11:00:00Z',
  closeBy: '2026-11-22T11:05:00Z',
  clearBy: '2026-11-22T11:10:00Z',
  deliverFrom: '2026-11-22T12:00:00Z',
  readBy: '2026-11-22T13:30:00Z',
  state: 'CLEARED',
  ruleVersion: 1,
  rules: defaultMarketParameters,
  plannedAt: '2026-11-22T09:00:00Z',
  openedAt: '2026-11-22T10:00:00Z',
  closedAt: '2026-11-22T11:00:00Z',
  clearedAt: '2026-11-22T11:01:00Z',
};

function order(name: string, side: 'buy' | 'sell', quantity: number, limit: number, grid = false): Order {
  const terms = { side, quantity, limit };
  return {
    ...terms,
    leag: slot.leag,
    slot: slot.slot,
    trader: hex(name),
    id: hex(`order of ${name}`),
    grid,
    sequence: 0,
    refundTo: hex('purse'),
    state: 'live',
    locked: String(lockOf(terms, slot)),
    placedAt: '2026-11-22T10:30:00Z',
  };
}

const orders = [
  order('ann', 'buy', 7_000, 250_000),
  order('bob', 'buy', 5_000, 300_000, true),
  order('cleo', 'sell', 6_000, 100_000),
  order('dan', 'sell', 3_500, 80_000, true),
  { ...order('eve', 'sell', 9_000, 80_000), state: 'cancelled' as const },
];

function read(facts: Partial<ReadSlot> = {}): ReadSlot {
  const { result, resultHash, lines } = clearSlot(slot, orders, 10_000_000n);
  const cleared = { result, resultHash, clearedAt: '2026-11-22T11:01:00Z' };
  return { slot, orders, cleared, lines, gridFloat: 10_000_000n, ...facts };
}

/** The slot with another result than the clearing gives, hashed as a liar would hash it. */
function claiming(change: Partial<SlotResult>): ReadSlot {
  const honest = read();
  const result = { ...honest.cleared.result, ...change };
  return { ...honest, cleared: { ...honest.cleared, result, resultHash: resultHashOf(result) } };
}

function withLine(trader: string, change: Partial<FillLine>): ReadSlot {
  const honest = read();
  return {
    ...honest,
    lines: honest.lines.map((line) => (line.trader === hex(trader) ? { ...line, ...change } : line)),
  };
}

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
});

describe('a validator', () => {
  const caller = {} as Caller;
  const seated = 'a'.repeat(32);

  /** A ledger with one cleared slot, of which it serves one record a page. */
  function ledger(found: ReadSlot, members: readonly string[] = [seated]) {
    const submitted: unknown[] = [];
    const page = (all: readonly unknown[], bookmark: string) => {
      const at = Number(bookmark || 0);
      return { items: all.slice(at, at + 1), bookmark: at + 1 < all.length ? String(at + 1) : '' };
    };
    const answers: Record<string, (input: { bookmark: string }) => unknown> = {
      'market:leags': () => ({ leags: [{ id: 'north' }] }),
      'market:slots': ({ bookmark }) => page([{ ...slot, state: 'OPEN', slot: 'later' }, slot], bookmark),
      'market:slot': () => ({ slot, cleared: found.cleared }),
      'market:orders': ({ bookmark }) => page(found.orders, bookmark),
      'market:fills': ({ bookmark }) => page(found.lines, bookmark),
      'wallet:escrow': () => ({ escrow: { amount: String(found.gridFloat) } }),
      'committee:get': () => ({
        committee: { members: members.map((validator) => ({ validator })) },
        attestations: submitted.map(() => ({ validator: seated })),
      }),
    };
    const contracts: ValidatorLedger = {
      evaluate: (_caller, name, input) => Promise.resolve(answers[name]!(input as { bookmark: string }) as never),
      submit: (_caller, name, input) => {
        assert.equal(name, 'committee:attest');
        submitted.push(input);
        return Promise.resolve({ result: input, txIds: [], blockNumber: '1' } as never);
      },
    };
    return { contracts, submitted, answers };
  }

  it('reads all pages of a slot and gives its verdict, once', async () => {
    const found = read();
    const { contracts, submitted } = ledger(found);
    const service = new ValidatorService(contracts);
    assert.equal((await service.attestOpen(caller, seated)).length, 1);
    const expected = { slot: { leag: 'north', slot: slot.slot }, ...verdictOn(found) };
    assert.equal(canonicalJson(submitted[0] as never), canonicalJson(expected));
    assert.equal((await service.attestOpen(caller, seated)).length, 0);
  });

  it('leaves slots alone in which it has no seat', async () => {
    const { contracts, submitted } = ledger(read(), ['b'.repeat(32)]);
    assert.deepEqual(await new ValidatorService(contracts).attestOpen(caller, seated), []);
    assert.deepEqual(submitted, []);
  });

  it('rejects with the reason', async () => {
    const { contracts, submitted } = ledger(claiming({ fees: '7' }));
    await new ValidatorService(contracts).attestOpen(caller, seated);
    assert.match(reasonOf(submitted[0] as Verdict), /money is not conserved/);
  });

  it('takes an escrow that is not there for no float, and other refusals for what they are', async () => {
    const { result, resultHash, lines } = clearSlot(slot, orders, 0n);
    const found = read({ cleared: { result, resultHash, clearedAt: '2026-11-22T11:01:00Z' }, lines, gridFloat: 0n });
    const { contracts, submitted, answers } = ledger(found);
    answers['wallet:escrow'] = () => {
      throw new FabricError('NOT_FOUND', 'there is no escrow');
    };
    await new ValidatorService(contracts).attest(caller, { leag: 'north', slot: slot.slot });
    assert.equal((submitted[0] as Verdict).verdict, 'accept');
    answers['wallet:escrow'] = () => {
      throw new FabricError('LEDGER_UNAVAILABLE', 'nobody answers');
    };
    await assert.rejects(
      new ValidatorService(contracts).attest(caller, { leag: 'north', slot: slot.slot }),
      FabricError,
    );
  });
});
