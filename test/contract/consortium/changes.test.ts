// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultRuleParameters, type Change, type Role } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { rulesInForce } from '@wattpass/chaincode/ledger/registry.js';
import { actors, delegates, person } from '../../support/actors.js';
import { newBattery } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { InMemoryLedger } from '../../support/in-memory-ledger.js';
import { refused } from '../../support/refused.js';

const four: readonly Role[] = ['producer', 'logistics', 'user', 'station'];
let count = 0;

async function proposal(runner: ContractRunner, change: Change, voters: readonly Role[] = four): Promise<string> {
  count += 1;
  const { id: proposalId } = await runner.submit(delegates.producer, 'consortium:propose', {
    key: `change-${count.toString().padStart(4, '0')}`,
    change,
  });
  for (const role of voters) {
    await runner.submit(delegates[role], 'consortium:vote', { proposalId, approve: true });
  }
  return proposalId;
}

async function decide(runner: ContractRunner, change: Change, voters: readonly Role[] = four): Promise<void> {
  const proposalId = await proposal(runner, change, voters);
  await runner.submit(delegates.producer, 'consortium:execute', { proposalId });
}

async function memberOf(runner: ContractRunner, mspId: string) {
  const { members } = await runner.evaluate(actors.producer, 'consortium:members', {});
  return members.find((member) => member.mspId === mspId);
}

const admission = { kind: 'admitMember', mspId: 'NewMSP', name: 'New', roles: ['producer'] } as const;

describe('changes of the membership', () => {
  it('admit a member, which then acts in its role', async () => {
    const runner = consortiumOfSix();
    const newcomer = person('NewMSP', 'nina', { role: 'producer' });
    const request = { key: 'register-1', batteries: [newBattery('N1')] };
    await refused('UNAUTHENTICATED_ROLE', runner.submit(newcomer, 'battery:register', request));
    await decide(runner, { ...admission, roles: ['producer'] });
    await runner.submit(newcomer, 'battery:register', request);
  });

  it('admit a recycler only with the approving vote of the member that delegates to it', async () => {
    const runner = consortiumOfSix();
    const change: Change = {
      kind: 'admitMember',
      mspId: 'RecyclerTwoMSP',
      name: 'Recycler Two',
      roles: ['recycler'],
      delegator: 'OperatorMSP',
    };
    const proposalId = await proposal(runner, change); // four of six, but not the operator
    const view = await runner.evaluate(actors.user, 'consortium:proposal', { proposalId });
    assert.equal(view.delegatorApproved, false);
    const error = await refused('RULE_VIOLATION', runner.submit(delegates.user, 'consortium:execute', { proposalId }));
    assert.deepEqual(error.data, { rule: 'delegatorApproval', delegator: 'OperatorMSP' });

    await runner.submit(delegates.operator, 'consortium:vote', { proposalId, approve: true });
    await runner.submit(delegates.user, 'consortium:execute', { proposalId });
    assert.equal((await memberOf(runner, 'RecyclerTwoMSP'))?.delegator, 'OperatorMSP');
  });

  it('do not let the delegating member outvote the others', async () => {
    const runner = consortiumOfSix();
    const change: Change = { kind: 'grantRole', mspId: 'UserMSP', role: 'recycler', delegator: 'OperatorMSP' };
    const proposalId = await proposal(runner, change, ['operator', 'user', 'station']);
    const error = await refused('RULE_VIOLATION', runner.submit(delegates.user, 'consortium:execute', { proposalId }));
    assert.equal(error.data['rule'], 'majority');
  });

  const refusedChanges: readonly (readonly [string, Change, string])[] = [
    ['a recycler without a delegator', { ...admission, roles: ['recycler'] }, 'recyclerNeedsDelegator'],
    [
      'a delegator that is no producer or operator',
      { ...admission, roles: ['recycler'], delegator: 'UserMSP' },
      'delegatorEligible',
    ],
    [
      'a delegator that is no member',
      { ...admission, roles: ['recycler'], delegator: 'NobodyMSP' },
      'delegatorEligible',
    ],
    [
      'a delegator where there is no recycler',
      { ...admission, roles: ['user'], delegator: 'OperatorMSP' },
      'delegatorOnlyForRecycler',
    ],
    [
      'a grant of the recycler role without a delegator',
      { kind: 'grantRole', mspId: 'UserMSP', role: 'recycler' },
      'recyclerNeedsDelegator',
    ],
    ['a role twice', { ...admission, roles: ['user', 'user'] }, 'distinctRoles'],
    ['revoking the last role', { kind: 'revokeRole', mspId: 'UserMSP', role: 'user', reason: 'none' }, 'lastRole'],
    [
      'parameters that change nothing',
      { kind: 'setParameters', parameters: { endOfLifeSoh: 700_000 } },
      'changesSomething',
    ],
    ['no parameters', { kind: 'setParameters', parameters: {} }, 'changesSomething'],
  ];
  for (const [what, change, rule] of refusedChanges) {
    it(`refuse ${what} when it is proposed`, async () => {
      const runner = consortiumOfSix();
      const attempt = runner.submit(delegates.producer, 'consortium:propose', { key: 'refused-1', change });
      assert.equal((await refused('RULE_VIOLATION', attempt)).data['rule'], rule);
    });
  }

  it('refuse an organisation that is a member, or a role it has, or one it lacks', async () => {
    const runner = consortiumOfSix();
    const propose = (change: Change) =>
      runner.submit(delegates.producer, 'consortium:propose', { key: 'refused-1', change });
    await refused('ALREADY_EXISTS', propose({ ...admission, roles: ['user'], mspId: 'UserMSP' }));
    await refused('ALREADY_EXISTS', propose({ kind: 'grantRole', mspId: 'UserMSP', role: 'user' }));
    await refused('NOT_FOUND', propose({ kind: 'revokeRole', mspId: 'UserMSP', role: 'station', reason: 'none' }));
    await refused('NOT_FOUND', propose({ kind: 'suspendMember', mspId: 'NobodyMSP', reason: 'none' }));
    await refused('ILLEGAL_STATUS', propose({ kind: 'reinstateMember', mspId: 'UserMSP', reason: 'none' }));
  });

  it('judge a change again when it is carried out', async () => {
    const runner = consortiumOfSix();
    const first = await proposal(runner, { ...admission, roles: ['producer'] });
    const second = await proposal(runner, { ...admission, roles: ['user'] });
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId: first });
    await refused('ALREADY_EXISTS', runner.submit(delegates.producer, 'consortium:execute', { proposalId: second }));
    assert.deepEqual((await memberOf(runner, 'NewMSP'))?.roles, ['producer']);
  });

  it('suspend and reinstate', async () => {
    const runner = consortiumOfSix();
    await decide(runner, { kind: 'suspendMember', mspId: 'OperatorMSP', reason: 'audit' });
    await refused('UNAUTHENTICATED_ROLE', runner.evaluate(actors.operator, 'consortium:members', {}));
    await decide(runner, { kind: 'reinstateMember', mspId: 'OperatorMSP', reason: 'done' });
    await runner.evaluate(actors.operator, 'consortium:members', {});
  });

  it('do not count the approval of a delegator that has been suspended since', async () => {
    const runner = consortiumOfSix();
    const change: Change = { kind: 'grantRole', mspId: 'UserMSP', role: 'recycler', delegator: 'OperatorMSP' };
    const proposalId = await proposal(runner, change, [...four, 'operator']);
    await decide(runner, { kind: 'suspendMember', mspId: 'OperatorMSP', reason: 'audit' });
    const error = await refused('RULE_VIOLATION', runner.submit(delegates.user, 'consortium:execute', { proposalId }));
    assert.equal(error.data['rule'], 'delegatorApproval');
  });

  it('revoke a role, and with that of the recycler its delegator', async () => {
    const runner = consortiumOfSix();
    await decide(runner, { kind: 'grantRole', mspId: 'RecyclerMSP', role: 'station' });
    await decide(runner, { kind: 'revokeRole', mspId: 'RecyclerMSP', role: 'recycler', reason: 'licence ended' });
    const member = await memberOf(runner, 'RecyclerMSP');
    assert.deepEqual(member?.roles, ['station']);
    assert.equal(member.delegator, undefined);
    await refused('UNAUTHENTICATED_ROLE', runner.evaluate(actors.recycler, 'consortium:members', {}));
  });
});

describe('rule parameters', () => {
  it('are set by vote, and every version stays on record', async () => {
    const runner = consortiumOfSix();
    await decide(runner, { kind: 'setParameters', parameters: { moveOfferSeconds: 3600 } });
    await decide(runner, { kind: 'setParameters', parameters: { endOfLifeSoh: 750_000, moveOfferSeconds: 7200 } });
    const { versions } = await runner.evaluate(actors.user, 'consortium:ruleParameters', {});
    assert.deepEqual(
      versions.map(({ version, parameters }) => [version, parameters]),
      [
        [1, defaultRuleParameters],
        [2, { ...defaultRuleParameters, moveOfferSeconds: 3600 }],
        [3, { ...defaultRuleParameters, moveOfferSeconds: 7200, endOfLifeSoh: 750_000 }],
      ],
    );
  });

  it('keep what an earlier vote set when two are decided on one base', async () => {
    const runner = consortiumOfSix();
    const first = await proposal(runner, { kind: 'setParameters', parameters: { moveOfferSeconds: 3600 } });
    const second = await proposal(runner, { kind: 'setParameters', parameters: { claimWindowSeconds: 3600 } });
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId: first });
    await runner.submit(delegates.producer, 'consortium:execute', { proposalId: second });
    const { versions } = await runner.evaluate(actors.user, 'consortium:ruleParameters', {});
    assert.deepEqual(versions.at(-1)?.parameters, {
      ...defaultRuleParameters,
      moveOfferSeconds: 3600,
      claimWindowSeconds: 3600,
    });
  });

  it('take effect at the stated slot, and those before it stand until then', async () => {
    const runner = consortiumOfSix();
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const later = { kind: 'setParameters', parameters: { moveOfferSeconds: 3600 }, effectiveFrom: inAnHour } as const;
    await decide(runner, later);
    const ledger = new InMemoryLedger(runner.state, () => false, 'UserMSP');
    const at = async (instant: string) => (await rulesInForce(ledger, instant)).version;
    const versions = await Promise.all([new Date().toISOString(), inAnHour, '2020-01-01T00:00:00Z'].map(at));
    assert.deepEqual(versions, [1, 2, 1]);
    assert.equal(await at(new Date(Date.parse(inAnHour) - 1).toISOString()), 1);

    // the next version cannot come before the one voted already, whose changes it holds
    const early: Change = { ...later, parameters: { moveOfferSeconds: 60 }, effectiveFrom: new Date().toISOString() };
    const attempt = runner.submit(delegates.producer, 'consortium:propose', { key: 'too-early', change: early });
    assert.equal((await refused('RULE_VIOLATION', attempt)).data['rule'], 'effectiveInOrder');
    await decide(runner, { kind: 'setParameters', parameters: { moveOfferSeconds: 60 } });
    const { versions: all } = await runner.evaluate(actors.user, 'consortium:ruleParameters', {});
    assert.equal(all.at(-1)?.effectiveFrom, inAnHour);
  });

  it('never hold for the past', async () => {
    const runner = consortiumOfSix();
    const change: Change = {
      kind: 'setParameters',
      parameters: { moveOfferSeconds: 3600 },
      effectiveFrom: '2026-01-02T00:00:00Z',
    };
    const attempt = runner.submit(delegates.producer, 'consortium:propose', { key: 'backdated', change });
    assert.equal((await refused('RULE_VIOLATION', attempt)).data['rule'], 'effectiveInOrder');
  });

  it('that an older release stored lack nothing: parameters that came later hold their defaults', async () => {
    const runner = consortiumOfSix();
    const parameters = { endOfLifeSoh: 1, secondLifeMinimumSoh: 2, moveOfferSeconds: 60, claimWindowSeconds: 61 };
    runner.seed(keys.rules(), { version: 2, parameters, effectiveFrom: '2026-01-02T00:00:00.000Z' });
    const { versions } = await runner.evaluate(actors.user, 'consortium:ruleParameters', {});
    assert.deepEqual(versions.at(-1)?.parameters, { ...defaultRuleParameters, ...parameters });
  });
});
