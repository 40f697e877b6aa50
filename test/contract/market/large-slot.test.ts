// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { canonicalJson, defaultReputationParameters, lockOf, type Order, type Slot } from '@wattpass/chaincode/domain';
import { enrolled } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import type { Key } from '@wattpass/chaincode/ledger/ledger.js';
import { actors } from '../../support/actors.js';
import { composeKey, type Write } from '../../support/committed-state.js';
import { leag, Market, ofSlot, slotName } from './market-fixture.js';

const ORDERS = 5_000;
/** Fabric's limit for a transaction here, with the answers of six organisations and their signatures in it. */
const LIMIT = 8_000_000;
const ENVELOPE = 100_000;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a slot of 5,000 orders that are all filled', function () {
  this.timeout(120_000);
  let market: Market;
  before(async () => {
    market = await Market.open();
    await market.fund('balancing', 10_000_000_000);
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', ofSlot);
    const records: [Key, object][] = [];
    for (let number = 0; number < ORDERS; number += 1) {
      records.push(...recordsOf(slot, number));
    }
    commit(records);
    await market.step('close');
  });
  const commit = (records: readonly [Key, object][]) => {
    const writes = records.map(([key, record]): Write => ({ key: composeKey(key), value: bytesOf(record) }));
    market.runner.state.commit(writes, hash(String(records.length)), new Date());
  };
  const sizeOf = () => {
    const { writes, touched } = market.runner.lastLedger ?? assert.fail();
    const written = writes.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + (value?.length ?? 0) + 12, 0);
    const read = touched.reduce((sum, key) => sum + Buffer.byteLength(key) + 16, 0);
    return { keys: writes.length, bytes: written + read };
  };

  it('is cleared and settled in transactions that Fabric takes, scores in parts', async () => {
    const { cleared } = await market.step('clear');
    assert.equal(cleared?.result.lines, ORDERS);
    const sizes = [{ step: 'clear', ...sizeOf() }];
    await market.judge();
    const { items } = await market.runner.evaluate(actors.user, 'market:fills', { ...ofSlot, limit: 5_000 });
    commit(
      items.map(({ trader, orderId, side, fill }) => [
        keys.reading(leag, slotName, trader),
        {
          ...ofSlot,
          trader,
          orderId,
          meter: `meter-${trader.slice(0, 12)}`,
          register: side === 'buy' ? 'import' : 'export',
          start: 0,
          end: fill,
          at: slotName,
        },
      ]),
    );
    assert.equal((await market.settle()).open, ORDERS); // money has moved, and nothing has counted yet
    sizes.push({ step: 'settle', ...sizeOf() });
    assert.equal((await market.settle('settleRest')).open, ORDERS - 1_000);
    sizes.push({ step: 'settleRest', ...sizeOf() });
    for (const { step, bytes } of sizes) {
      assert.ok(bytes + ENVELOPE <= LIMIT, `${step}: ${bytes} bytes`);
    }
  });
});

/** What stands of one trader: an order, what it locked, and a reputation that has traded with many this week. */
function recordsOf(slot: Slot, number: number): [Key, object][] {
  const trader = hash(`trader ${number}`);
  const refundTo = hash(`home ${number}`);
  const terms = {
    side: number % 2 === 0 ? ('buy' as const) : ('sell' as const),
    quantity: 8_000 + (number >> 1),
    limit: number % 2 === 0 ? 250_000 : 150_000,
  };
  const locked = String(lockOf(terms, slot));
  const order: Order = {
    ...ofSlot,
    ...terms,
    trader,
    grid: false,
    sequence: 0,
    id: hash(`order ${number}`),
    refundTo,
    state: 'live',
    locked,
    placedAt: '2026-11-22T09:00:00.000Z',
  };
  const escrow = {
    purpose: 'order',
    ref: [leag, slotName, trader],
    amount: locked,
    refundTo: { kind: 'note', trader, refundTo },
    beneficiary: { kind: 'contract' },
    state: 'LOCKED',
    deadline: '2026-12-22T09:00:00.000Z',
    onTimeout: 'refund',
    due: '0',
  };
  const fresh = enrolled(trader, '2026-01-01T00:00:00.000Z', defaultReputationParameters);
  const partners = Array.from({ length: 40 }, (_, index) => [hash(`partner ${number} ${index}`).slice(0, 16), 12_000]);
  const reputation = {
    ...fresh,
    credit: { week: '2026-W47', by: Object.fromEntries(partners) as Record<string, number> },
  };
  return [
    [keys.order(leag, slotName, trader), order],
    [keys.escrow('order', leag, slotName, trader), escrow],
    [keys.reputation(trader), reputation],
  ];
}

function bytesOf(record: object): Uint8Array {
  return Buffer.from(canonicalJson(record as never), 'utf8');
}
