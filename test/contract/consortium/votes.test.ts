// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Change, Role } from '@wattpass/chaincode/domain';
import { actors, delegates, person } from '../../support/actors.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const station: Change = { kind: 'grantRole', mspId: 'UserMSP', role: 'station' };

async function propose(runner: ContractRunner, change: Change, key = 'proposal-1'): Promise<string> {
  return (await runner.submit(delegates.producer, 'consortium:propose', { key, change })).id;
}

async function approve(runner: ContractRunner, proposalId: string, ...by: readonly Role[]): Promise<void> {
  for (const role of by) {
    await runner.submit(delegates[role], 'consortium:vote', { proposalId, approve: true });
  }
}

describe('proposals and votes', () => {
  it('carry out a change once a strict majority of the active members approves', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await approve(runner, proposalId, 'producer', 'logistics', 'operator');
    const tooFew = await refused('RULE_VIOLATION', runner.submit(delegates.user, 'consortium:execute', { proposalId }));
    assert.deepEqual(tooFew.data, { rule: 'majority', approvals: 3, needed: 4 });

    await approve(runner, proposalId, 'user');
    const executed = await runner.submit(delegates.user, 'consortium:execute', { proposalId });
    assert.equal(executed.status, 'executed');
    const { members } = await runner.evaluate(actors.producer, 'consortium:members', {});
    assert.deepEqual(members.find(({ mspId }) => mspId === 'UserMSP')?.roles, ['user', 'station']);
    assert.deepEqual(await runner.submit(delegates.station, 'consortium:execute', { proposalId }), executed);
  });

  it('count no refusals and show how they stand', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await approve(runner, proposalId, 'producer');
    await runner.submit(delegates.user, 'consortium:vote', { proposalId, approve: false });
    const view = await runner.evaluate(actors.station, 'consortium:proposal', { proposalId });
    assert.equal(view.needed, 4);
    assert.equal(view.delegatorApproved, undefined);
    assert.deepEqual(
      view.votes.map(({ mspId, approve: approves }) => [mspId, approves]),
      [
        ['ProducerMSP', true],
        ['UserMSP', false],
      ],
    );
  });

  it('take one vote of each organisation, by whichever delegate', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    const first = await runner.submit(delegates.user, 'consortium:vote', { proposalId, approve: true });
    const other = person('UserMSP', 'ursula', { role: 'user', delegate: true });
    assert.deepEqual(await runner.submit(other, 'consortium:vote', { proposalId, approve: true }), first);
    const error = await refused('CONFLICT', runner.submit(other, 'consortium:vote', { proposalId, approve: false }));
    assert.equal(error.data['approve'], true);
  });

  it('do not conflict when members vote at once', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    const votes = await Promise.all(
      (['producer', 'logistics', 'operator', 'user'] as const).map((role) =>
        runner.endorse(delegates[role], 'consortium:vote', { proposalId, approve: true }),
      ),
    );
    for (const vote of votes) {
      vote.commit();
    }
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId });
  });

  it('are decided on what stands at commit: a vote in between makes an execution void', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await approve(runner, proposalId, 'producer', 'logistics', 'operator', 'user');
    const execution = await runner.endorse(delegates.producer, 'consortium:execute', { proposalId });
    await runner.submit(delegates.station, 'consortium:vote', { proposalId, approve: false });
    assert.throws(() => {
      execution.commit();
    }, /MVCC_READ_CONFLICT/);
  });

  it('need delegates', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await refused('FORBIDDEN', runner.submit(actors.user, 'consortium:vote', { proposalId, approve: true }));
    await refused('FORBIDDEN', runner.submit(actors.user, 'consortium:execute', { proposalId }));
    const request = { key: 'proposal-2', change: station };
    await refused('FORBIDDEN', runner.submit(actors.producer, 'consortium:propose', request));
  });

  it('are withdrawn by the organisation that made them, and by no other', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await refused('FORBIDDEN', runner.submit(delegates.user, 'consortium:withdraw', { proposalId }));
    const withdrawn = await runner.submit(delegates.producer, 'consortium:withdraw', { proposalId });
    assert.equal(withdrawn.status, 'withdrawn');
    assert.deepEqual(await runner.submit(delegates.producer, 'consortium:withdraw', { proposalId }), withdrawn);
    const late = runner.submit(delegates.user, 'consortium:vote', { proposalId, approve: true });
    assert.deepEqual((await refused('ILLEGAL_STATUS', late)).data, { status: 'withdrawn', legal: ['open'] });
    await refused('ILLEGAL_STATUS', runner.submit(delegates.producer, 'consortium:execute', { proposalId }));
  });

  it('cannot be withdrawn once executed', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await approve(runner, proposalId, 'producer', 'logistics', 'operator', 'user');
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId });
    await refused('ILLEGAL_STATUS', runner.submit(delegates.producer, 'consortium:withdraw', { proposalId }));
  });

  it('repeat under the same key; another change under it is refused', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    assert.equal(await propose(runner, station), proposalId);
    assert.equal(runner.events.length, 1);
    await refused('ALREADY_EXISTS', propose(runner, { ...station, role: 'logistics' }));
    assert.notEqual(await propose(runner, station, 'proposal-2'), proposalId);
    const page = await runner.evaluate(actors.user, 'consortium:proposals', { limit: 1 });
    assert.equal(page.items.length, 1);
    const rest = await runner.evaluate(actors.user, 'consortium:proposals', { limit: 1, bookmark: page.bookmark });
    assert.equal(rest.items.length, 1);
    assert.equal(rest.bookmark, '');
    assert.notEqual(rest.items[0]?.id, page.items[0]?.id);
  });

  it('are refused for a proposal that does not exist', async () => {
    const vote = { proposalId: '0'.repeat(32), approve: true };
    await refused('NOT_FOUND', consortiumOfSix().submit(delegates.user, 'consortium:vote', vote));
  });

  it('count suspended members neither as voters nor towards the majority', async () => {
    const runner = consortiumOfSix();
    const proposalId = await propose(runner, station);
    await approve(runner, proposalId, 'producer', 'logistics', 'user');
    const suspension = await propose(runner, { kind: 'suspendMember', mspId: 'UserMSP', reason: 'left' }, 'suspend-1');
    await approve(runner, suspension, 'producer', 'logistics', 'operator', 'station');
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId: suspension });

    const attempt = runner.submit(delegates.user, 'consortium:vote', { proposalId: suspension, approve: true });
    await refused('UNAUTHENTICATED_ROLE', attempt);
    // five remain active, so three are needed; of the three votes cast, the user's counts no more
    const tooFew = await refused(
      'RULE_VIOLATION',
      runner.submit(delegates.producer, 'consortium:execute', { proposalId }),
    );
    assert.deepEqual(tooFew.data, { rule: 'majority', approvals: 2, needed: 3 });
  });
});
