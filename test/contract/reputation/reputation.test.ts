// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { applyExecutions, startReputation } from '@wattpass/chaincode/contracts/reputation/write.js';
import type { Change, RuleVersion } from '@wattpass/chaincode/domain';
import type { Execution } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { enrolled } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { rulesInForce } from '@wattpass/chaincode/ledger/registry.js';
import { actors, delegates } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { step } from '../../support/contract-step.js';
import { refused } from '../../support/refused.js';
import { executionOf, participantId, slotAt } from '../../support/reputations.js';

const [ada, bea] = [participantId('ada'), participantId('bea')];
let rules: RuleVersion;

async function market(...names: string[]): Promise<ContractRunner> {
  const runner = consortiumOfSix();
  await step(runner, async (ledger, now) => {
    rules = await rulesInForce(ledger, now);
    for (const name of names) {
      await startReputation(ledger, enrolled(participantId(name), now, rules.parameters), { ruleVersion: 1, now });
    }
  });
  return runner;
}

function settle(runner: ContractRunner, executions: Execution[], hour = 12, under = rules) {
  const { slot, deliveryEnd } = slotAt(22, hour);
  return step(runner, (ledger) => applyExecutions(ledger, { slot, deliveryEnd, rules: under }, executions));
}

const get = (runner: ContractRunner, participant: string) =>
  runner.evaluate(actors.user, 'reputation:get', { participant });
const failed = (name: string) => executionOf(name, { meteredWh: 0 });
const trustKey = composeKey(['trust', ada]);

async function bar(runner: ContractRunner): Promise<void> {
  for (const hour of [1, 2, 3, 4]) {
    await settle(runner, [failed('ada')], hour);
  }
}

async function restore(runner: ContractRunner, participant = ada): Promise<void> {
  const change: Change = { kind: 'restoreReputation', participant, reason: 'its battery was replaced' };
  const { id: proposalId } = await runner.submit(delegates.user, 'consortium:propose', { key: 'restore-1', change });
  for (const role of ['producer', 'logistics', 'operator', 'user'] as const) {
    await runner.submit(delegates[role], 'consortium:vote', { proposalId, approve: true });
  }
  await runner.submit(delegates.user, 'consortium:execute', { proposalId });
}

describe('reputation on the ledger', () => {
  it('begins at a half, with the limits of a newcomer', async () => {
    const { reputation, overall, trust } = await get(await market('ada'), ada);
    assert.deepEqual([reputation.seller.score, reputation.buyer.score, overall], [500_000, 500_000, 500_000]);
    assert.deepEqual([trust.sellerBarred, trust.buyerBarred, trust.slotLimitWh], [false, false, 5_000]);
    await refused('NOT_FOUND', get(await market('ada'), bea));
  });

  it('follows from settlements, for each participant in the order of its orders', async () => {
    const runner = await market('ada', 'bea');
    const changes = await settle(runner, [
      failed('bea'),
      { ...failed('ada'), orderId: 'order-2' },
      executionOf('ada', { orderId: 'order-1' }),
    ]);
    assert.deepEqual(
      changes.map(({ orderId, reason, before, after }) => [orderId, reason, before, after]),
      [
        ['order-1', 'shortfall', 500_000, 453_333],
        ['order-1', 'delivered', 500_000, 525_000],
        ['order-2', 'shortfall', 525_000, 478_333],
      ].sort((left, right) => String(left[0]).localeCompare(String(right[0])) || Number(left[3]) - Number(right[3])),
    );
    assert.equal((await get(runner, ada)).reputation.seller.score, 478_333);
    assert.equal((await get(runner, bea)).overall, 476_666); // the mean with an untouched buyer
  });

  it('is refused to participants that are not enrolled', async () => {
    await refused('NOT_FOUND', settle(await market('ada'), [failed('bea')]));
  });

  it('keeps every change with slot, rule version and reason', async () => {
    const runner = await market('ada');
    await settle(runner, [executionOf('ada')], 1);
    await settle(runner, [failed('ada')], 2, { ...rules, version: 7 });
    await settle(runner, [executionOf('ada', { meteredWh: 0, announced: true })], 3);
    const { changes } = await runner.evaluate(actors.user, 'reputation:history', { participant: ada });
    assert.deepEqual(
      changes.map(({ slot, ruleVersion, reason }) => [slot?.slot, ruleVersion, reason]),
      [
        ['2026-11-22T01:00:00.000Z', 1, 'delivered'],
        ['2026-11-22T02:00:00.000Z', 7, 'shortfall'],
        ['2026-11-22T03:00:00.000Z', 1, 'excused'],
      ],
    );
    const { items } = await runner.evaluate(actors.user, 'reputation:list', {});
    assert.deepEqual(
      items.map(({ participant }) => participant),
      [ada],
    );
  });

  it('writes what orders read only when a bar or a limit is crossed', async () => {
    const runner = await market('ada');
    const written: boolean[] = [];
    for (const hour of [1, 2, 3, 4, 5]) {
      const before = runner.state.get(trustKey)?.version;
      await settle(runner, [failed('ada')], hour);
      written.push(runner.state.get(trustKey)?.version !== before);
    }
    assert.deepEqual(written, [false, false, false, true, false]);
    const { trust } = await get(runner, ada);
    assert.deepEqual([trust.sellerBarred, trust.buyerBarred, trust.since], [true, false, '2026-11-22T05:00:00.000Z']);
  });
});

describe('a barred participant', () => {
  it('comes back by a consent vote, and trades again', async () => {
    const runner = await market('ada');
    await bar(runner);
    assert.equal((await get(runner, ada)).trust.sellerBarred, true);
    await restore(runner);
    const { reputation, trust } = await get(runner, ada);
    assert.deepEqual([reputation.seller.score, trust.sellerBarred, trust.slotLimitWh], [250_000, false, 5_000]);
    assert.deepEqual(runner.lastEvent?.payload.items[1], { kind: 'reputation', id: ada });
    const { changes } = await runner.evaluate(actors.user, 'reputation:history', { participant: ada });
    assert.deepEqual(changes.at(-2), {
      reason: 'restored',
      role: 'seller',
      ruleVersion: 1,
      at: reputation.changes[0]?.at,
      before: changes[3]?.after,
      after: 250_000,
    });
    await settle(runner, [executionOf('ada', { contractedWh: 5_000 })], 23);
    assert.ok((await get(runner, ada)).reputation.seller.score > 250_000);
  });

  it('is not restored while a settlement comes in between', async () => {
    const runner = await market('ada');
    await bar(runner);
    const change: Change = { kind: 'restoreReputation', participant: ada, reason: 'why not' };
    const { id: proposalId } = await runner.submit(delegates.user, 'consortium:propose', { key: 'restore-1', change });
    for (const role of ['producer', 'logistics', 'operator', 'user'] as const) {
      await runner.submit(delegates[role], 'consortium:vote', { proposalId, approve: true });
    }
    const endorsed = await runner.endorse(delegates.user, 'consortium:execute', { proposalId });
    await settle(runner, [failed('ada')], 6);
    assert.throws(endorsed.commit, /MVCC_READ_CONFLICT/);
  });

  it('is no subject of a vote while nothing bars it, or where nobody knows it', async () => {
    const runner = await market('ada');
    assert.equal((await refused('RULE_VIOLATION', restore(runner))).data['rule'], 'barredToRestore');
    await refused('NOT_FOUND', restore(runner, bea));
  });
});
