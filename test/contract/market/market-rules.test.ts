// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultMarketParameters, type RuleParameters } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, delegates } from '../../support/actors.js';
import { consortiumOfSix } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';
import { inSeconds, leag, Market, orderOf, planOf, readingOf, slotName, type Trader } from './market-fixture.js';

/** Deadlines one second apart, as a demonstration on one machine votes them. */
const dense = (facts: Parameters<typeof planOf>[0] = {}) =>
  planOf({
    closeBy: inSeconds(10),
    clearBy: inSeconds(12),
    deliverFrom: inSeconds(13.5),
    readBy: inSeconds(15),
    ...facts,
  });

describe('the rules of a market', function () {
  this.timeout(20_000);

  it('are voted: deadlines may lie a second apart, and an order may be smaller', async () => {
    await refused('RULE_VIOLATION', Market.open(dense()));
    const market = await Market.open(dense(), { deadlineGapSeconds: 1, orderMinimumWh: 100 });
    const [buyer] = (await market.traders(1)) as [Trader];
    const error = await refused('RULE_VIOLATION', market.place([orderOf(buyer, { quantity: 99 })]));
    assert.deepEqual([error.data['rule'], error.data['least']], ['orderSize', 100]);
    await market.place([orderOf(buyer, { quantity: 100 })]);
  });

  it('bound the price of missing energy, and with it what sellers lock', async () => {
    const market = await Market.open(planOf({ importPrice: 600_000 }), { imbalanceFactor: 2_000_000 });
    const [, seller] = (await market.traders(2)) as [Trader, Trader];
    await market.place([orderOf(seller, { side: 'sell', quantity: 10_000, limit: 100_000 })]);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 - 10 * 500_000);
  });

  it('stay those that the slot was planned under', async () => {
    const market = await Market.open();
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', { leag, slot: slotName });
    assert.deepEqual([slot.ruleVersion, slot.rules], [1, defaultMarketParameters]);
    const [seller] = (await market.traders(1)) as [Trader];
    await vote(market, { imbalanceFactor: 2_000_000 });
    await market.place([orderOf(seller, { side: 'sell', quantity: 10_000, limit: 100_000 })]);
    assert.equal(await market.holdings({ trader: seller.key }), 100_000_000 - 10 * 260_000);
  });

  it('hold from their vote on for a day of the past that is played again', async () => {
    const market = await Market.open();
    await vote(market, { deadlineGapSeconds: 1 });
    const past = dense({ slot: '2019-03-01T12:00:00Z', deliveryEnd: '2019-03-01T13:00:00Z' });
    const { slots } = await market.runner.submit(actors.operator, 'market:planSlots', { leag, slots: [past] });
    assert.deepEqual([slots[0]?.ruleVersion, slots[0]?.rules.deadlineGapSeconds], [2, 1]);
  });

  it('keep money locked for as long as it can be needed', async () => {
    const propose = (parameters: Partial<RuleParameters>) =>
      consortiumOfSix().submit(delegates.producer, 'consortium:propose', {
        key: 'proposal-escrows',
        change: { kind: 'setParameters', parameters },
      });
    const error = await refused('RULE_VIOLATION', propose({ escrowSeconds: 14 * 86_400 }));
    assert.deepEqual([error.data['rule'], error.data['least']], ['escrowsOutlast', 15 * 86_400]);
    await propose({ escrowSeconds: 15 * 86_400 });
    await refused('INVALID_INPUT', propose({ deadlineGapSeconds: 0 }));
    await refused('INVALID_INPUT', propose({ imbalanceFactor: 999_999 }));
    await propose({ disputeWindowSeconds: 1, disputeSeconds: 1 });
  });

  it('let every step of a slot come at once', async () => {
    const market = await Market.open(dense(), { deadlineGapSeconds: 1 });
    const [buyer, seller] = (await market.traders(2)) as [Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 8_000 }),
      orderOf(seller, { side: 'sell', quantity: 8_000, limit: 150_000 }),
    ]);
    await market.fund('balancing', 1_000_000);
    await market.step('close');
    await market.step('clear');
    await market.judge();
    await market.read([readingOf(buyer, 'import', 8_000), readingOf(seller, 'export', 8_000)]);
    const { slot, open } = await market.settle();
    assert.deepEqual([slot.state, open, slot.finalAt], ['SETTLED', 0, slot.settledAt]);
    assert.ok(Date.parse(slot.settledAt ?? '') < Date.parse(slot.closeBy));
  });

  it('stand in slots of an older release by their defaults', async () => {
    const market = await Market.open();
    const { rules, ...older } = (await market.runner.evaluate(actors.user, 'market:slot', { leag, slot: slotName }))
      .slot;
    market.runner.seed(keys.slot(leag, slotName), older);
    const { slot } = await market.runner.evaluate(actors.user, 'market:slot', { leag, slot: slotName });
    assert.deepEqual(slot.rules, rules);
  });
});

async function vote({ runner }: Market, parameters: Partial<RuleParameters>): Promise<void> {
  const change = { kind: 'setParameters', parameters } as const;
  const { id } = await runner.submit(delegates.producer, 'consortium:propose', { key: 'proposal-1', change });
  for (const delegate of [delegates.producer, delegates.operator, delegates.user, delegates.station]) {
    await runner.submit(delegate, 'consortium:vote', { proposalId: id, approve: true });
  }
  await runner.submit(delegates.producer, 'consortium:execute', { proposalId: id });
}
