// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { MoveKind, Party } from '@wattpass/chaincode/domain';
import type { Certified } from '@wattpass/chaincode/ledger/actor.js';
import { actors, partyOf } from '../../support/actors.js';
import { announced, atOperator, inService, manufactured, pass } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const { producer, logistics, operator, user, secondUser, recycler, station } = actors;

async function offer(
  runner: ContractRunner,
  batteryIds: readonly string[],
  kind: MoveKind,
  from: Certified,
  to: Certified | Party,
  key = 'offer-0001',
) {
  const party = 'clientId' in to ? partyOf(to) : to;
  return runner.submit(from, 'battery:offerMove', { key, kind, to: party, batteryIds: [...batteryIds] });
}

async function statusOf(runner: ContractRunner, batteryId: string) {
  return (await runner.evaluate(station, 'battery:get', { batteryId })).status;
}

describe('moves of batteries', () => {
  it('pass the title by offer and acceptance, custody untouched', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'title', producer, operator);
    const [move] = moves;
    assert.ok(move);
    assert.equal(move.status, 'offered');
    assert.equal(move.ruleVersion, 1);
    assert.equal(Date.parse(move.expiresAt) - Date.parse(move.offeredAt), 30 * 86_400_000);
    const offered = await statusOf(runner, batteryId);
    assert.equal(offered.openTitleMove, move.id);
    assert.equal(offered.openCustodyMove, undefined);
    assert.deepEqual(offered.title, partyOf(producer));

    await runner.submit(operator, 'battery:acceptMove', { moves: [{ batteryId, moveId: move.id }] });
    const accepted = await statusOf(runner, batteryId);
    assert.deepEqual(accepted.title, partyOf(operator));
    assert.deepEqual(accepted.custody, partyOf(producer));
    assert.equal(accepted.openTitleMove, undefined);
    assert.deepEqual(runner.lastEvent?.payload.items, [{ kind: 'move', id: move.id, batteryId, status: 'accepted' }]);
  });

  it('take a battery through all hands', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'M1');
    const { title, custody, status } = await statusOf(runner, batteryId);
    assert.deepEqual(title, partyOf(user));
    assert.deepEqual(custody, partyOf(user));
    assert.equal(status, 'inService');
    const { items } = await runner.evaluate(station, 'battery:moves', { batteryId });
    assert.equal(items.length, 4);
    assert.ok(items.every((move) => move.status === 'accepted'));
  });

  it('move many at once, all or none', async () => {
    const runner = consortiumOfSix();
    const batteryIds = [await manufactured(runner, 'M1'), await manufactured(runner, 'M2')];
    const withStray = [...batteryIds, await announced(runner, 'M3')];
    const error = await refused('ILLEGAL_STATUS', offer(runner, withStray, 'title', producer, operator));
    assert.equal(error.data['pointer'], '/batteryIds/2');
    assert.equal((await statusOf(runner, batteryIds[0] ?? '')).openTitleMove, undefined);

    const { moves } = await offer(runner, batteryIds, 'title', producer, operator);
    const decisions = moves.map(({ batteryId, id }) => ({ batteryId, moveId: id }));
    const wrong = [decisions[0]!, { ...decisions[1]!, moveId: '0'.repeat(32) }];
    const missing = await refused('NOT_FOUND', runner.submit(operator, 'battery:acceptMove', { moves: wrong }));
    assert.equal(missing.data['pointer'], '/moves/1');
    assert.deepEqual((await statusOf(runner, batteryIds[0] ?? '')).title, partyOf(producer));
    await runner.submit(operator, 'battery:acceptMove', { moves: decisions });
    assert.deepEqual((await statusOf(runner, batteryIds[1] ?? '')).title, partyOf(operator));
  });

  it('are offered by the holder alone', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'M1');
    await refused('FORBIDDEN', offer(runner, [batteryId], 'title', producer, operator));
    await pass(runner, batteryId, 'titleAndCustody', operator, user);
    await refused('FORBIDDEN', offer(runner, [batteryId], 'titleAndCustody', secondUser, operator));
    await refused('FORBIDDEN', offer(runner, [batteryId], 'custody', operator, user));
  });

  it('need one holder of both when both are to pass', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'M1');
    await pass(runner, batteryId, 'custody', operator, user);
    await refused('FORBIDDEN', offer(runner, [batteryId], 'titleAndCustody', operator, user));
    await refused('FORBIDDEN', offer(runner, [batteryId], 'titleAndCustody', user, operator));
  });

  it('are decided by the addressed party alone, to the person', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'titleAndCustody', operator, user);
    const decision = { moves: moves.map(({ id }) => ({ batteryId, moveId: id })) };
    for (const stranger of [producer, secondUser, recycler, operator]) {
      await refused('FORBIDDEN', runner.submit(stranger, 'battery:acceptMove', decision));
      await refused('FORBIDDEN', runner.submit(stranger, 'battery:declineMove', decision));
    }
    await refused('FORBIDDEN', runner.submit(user, 'battery:cancelMove', decision));
    await runner.submit(user, 'battery:acceptMove', decision);
  });

  it('are declined by the addressed party and cancelled by the offerer', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const first = await offer(runner, [batteryId], 'title', producer, operator);
    const decide = (moveId: string) => ({ moves: [{ batteryId, moveId }] });
    const declined = await runner.submit(operator, 'battery:declineMove', decide(first.moves[0]!.id));
    assert.equal(declined.moves[0]?.status, 'declined');
    assert.equal((await statusOf(runner, batteryId)).openTitleMove, undefined);

    const second = await offer(runner, [batteryId], 'title', producer, operator, 'offer-0002');
    await runner.submit(producer, 'battery:cancelMove', decide(second.moves[0]!.id));
    const late = runner.submit(operator, 'battery:acceptMove', decide(second.moves[0]!.id));
    assert.equal((await refused('ILLEGAL_STATUS', late)).data['status'], 'cancelled');
    assert.deepEqual((await statusOf(runner, batteryId)).title, partyOf(producer));
  });

  it('stay one at a time of each kind', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'title', operator, user, 'offer-0001');
    const error = await refused('CONFLICT', offer(runner, [batteryId], 'title', operator, recycler, 'offer-0002'));
    assert.equal(error.data['moveId'], moves[0]?.id);
    await refused('CONFLICT', offer(runner, [batteryId], 'titleAndCustody', operator, user, 'offer-0003'));
    await offer(runner, [batteryId], 'custody', operator, logistics, 'offer-0004');
    const { openTitleMove, openCustodyMove } = await statusOf(runner, batteryId);
    assert.ok(openTitleMove !== undefined && openCustodyMove !== undefined && openTitleMove !== openCustodyMove);
  });

  it('let one of two through that move the same battery at once', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'M1');
    const request = (key: string, to: Certified) => ({
      key,
      kind: 'titleAndCustody' as const,
      to: partyOf(to),
      batteryIds: [batteryId],
    });
    const first = await runner.endorse(operator, 'battery:offerMove', request('offer-0001', user));
    const second = await runner.endorse(operator, 'battery:offerMove', request('offer-0002', secondUser));
    first.commit();
    assert.throws(() => {
      second.commit();
    }, /MVCC_READ_CONFLICT/);
    await refused('CONFLICT', runner.submit(operator, 'battery:offerMove', request('offer-0002', secondUser)));
  });

  it('do not both accept and cancel', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'title', producer, operator);
    const decision = { moves: moves.map(({ id }) => ({ batteryId, moveId: id })) };
    const cancelled = await runner.endorse(producer, 'battery:cancelMove', decision);
    await runner.submit(operator, 'battery:acceptMove', decision);
    assert.throws(() => {
      cancelled.commit();
    }, /MVCC_READ_CONFLICT/);
  });

  it('repeat under the same key and are refused with other content', async () => {
    const runner = consortiumOfSix();
    const batteryIds = [await manufactured(runner, 'M1')];
    const other = await manufactured(runner, 'M2');
    const first = await offer(runner, batteryIds, 'title', producer, operator);
    const events = runner.events.length;
    assert.deepEqual(await offer(runner, batteryIds, 'title', producer, operator), first);
    assert.equal(runner.events.length, events);
    await refused('ALREADY_EXISTS', offer(runner, batteryIds, 'custody', producer, logistics));
    await refused('ALREADY_EXISTS', offer(runner, [...batteryIds, other], 'title', producer, operator));
  });

  it('answer a repeated decision with the first', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'title', producer, operator);
    const decision = { moves: moves.map(({ id }) => ({ batteryId, moveId: id })) };
    const first = await runner.submit(operator, 'battery:acceptMove', decision);
    assert.deepEqual(await runner.submit(operator, 'battery:acceptMove', decision), first);
    assert.deepEqual(runner.lastLedger?.writes, []);
    await refused('FORBIDDEN', runner.submit(producer, 'battery:acceptMove', decision));
    await refused('ILLEGAL_STATUS', runner.submit(operator, 'battery:declineMove', decision));
  });

  it('expire as the rule parameters say; a new offer takes their place', async () => {
    const runner = consortiumOfSix({ moveOfferSeconds: 60 });
    const batteryId = await manufactured(runner, 'M1');
    const { moves } = await offer(runner, [batteryId], 'title', producer, operator);
    const decision = { moves: moves.map(({ id }) => ({ batteryId, moveId: id })) };
    runner.clockAhead = 61_000;
    const late = await refused('RULE_VIOLATION', runner.submit(operator, 'battery:acceptMove', decision));
    assert.equal(late.data['rule'], 'moveExpired');

    const second = await offer(runner, [batteryId], 'title', producer, operator, 'offer-0002');
    const { items } = await runner.evaluate(user, 'battery:moves', { batteryId });
    assert.equal(items.find(({ id }) => id === moves[0]?.id)?.status, 'expired');
    assert.equal((await statusOf(runner, batteryId)).openTitleMove, second.moves[0]?.id);
    await runner.submit(operator, 'battery:acceptMove', {
      moves: second.moves.map(({ id }) => ({ batteryId, moveId: id })),
    });
  });

  it('close both an offer of title and one of custody that a new offer of both replaces', async () => {
    const runner = consortiumOfSix({ moveOfferSeconds: 60 });
    const batteryId = await atOperator(runner, 'M1');
    await offer(runner, [batteryId], 'title', operator, user, 'offer-0001');
    await offer(runner, [batteryId], 'custody', operator, logistics, 'offer-0002');
    runner.clockAhead = 61_000;
    const { moves } = await offer(runner, [batteryId], 'titleAndCustody', operator, user, 'offer-0003');
    const status = await statusOf(runner, batteryId);
    assert.equal(status.openTitleMove, moves[0]?.id);
    assert.equal(status.openCustodyMove, moves[0]?.id);
    const { items } = await runner.evaluate(user, 'battery:moves', { batteryId });
    assert.equal(items.filter((move) => move.status === 'expired').length, 2);
  });

  it('go to active members in the role they have', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const nobody = await refused(
      'RULE_VIOLATION',
      offer(runner, [batteryId], 'title', producer, { mspId: 'NobodyMSP', role: 'operator' }),
    );
    assert.equal(nobody.data['rule'], 'activeMember');
    await refused(
      'RULE_VIOLATION',
      offer(runner, [batteryId], 'title', producer, { mspId: 'UserMSP', role: 'operator' }),
    );
  });

  it('leave out logistics for the title and the user for a carrier', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    const error = await refused('RULE_VIOLATION', offer(runner, [batteryId], 'title', producer, logistics));
    assert.deepEqual(
      { rule: error.data['rule'], legal: error.data['legal'] },
      { rule: 'moveEdge', legal: ['operator'] },
    );
    await refused('RULE_VIOLATION', offer(runner, [batteryId], 'custody', producer, operator));
  });

  it('name each battery once', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'M1');
    await refused('INVALID_INPUT', offer(runner, [batteryId, batteryId], 'title', producer, operator));
  });
});
