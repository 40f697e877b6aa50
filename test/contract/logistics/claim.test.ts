// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { commitmentOf, type Claim, type ClaimEvidence, type InputOf } from '@wattpass/chaincode/domain';
import { actors, partyOf } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, journeyTo, strangers, travellers } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const claimOf = (agreementId: string, changes: Partial<InputOf<'logistics:openClaim'>> = {}) => ({
  key: 'claim-key-1',
  agreementId,
  kind: 'shock' as const,
  batteryIds: [travellers[1]],
  statement: 'shock of 9 g',
  ...changes,
});

const evidenceOf = (claimId: string, changes: Partial<ClaimEvidence> = {}): ClaimEvidence => ({
  claimId,
  salt: '5a'.repeat(16),
  detailIds: [],
  account: 'the forklift slipped',
  ...changes,
});

describe('logistics claims are opened', () => {
  let runner: ContractRunner;
  beforeEach(() => {
    runner = consortiumWithStrangers({ claimWindowSeconds: 60 });
  });
  const open = (caller: typeof actors.producer, input: InputOf<'logistics:openClaim'>) =>
    runner.submit(caller, 'logistics:openClaim', input);

  it('by the receiver after delivery', async () => {
    const { id } = await journeyTo(runner, 'delivered');
    const claim = await open(actors.operator, claimOf(id));
    assert.equal(claim.status, 'open');
    assert.deepEqual(claim.claimant, partyOf(actors.operator));
    assert.equal(claim.carrier, 'LogisticsMSP');
    assert.equal(claim.ruleVersion, 1);
    assert.deepEqual(await runner.evaluate(actors.station, 'logistics:claim', { claimId: claim.id }), claim);
    assert.deepEqual((await runner.evaluate(actors.user, 'logistics:claims', {})).items, [claim]);
  });

  it('by the consignor while in transit and on arrival', async () => {
    const travelling = await journeyTo(runner, 'inTransit');
    const claim = await open(actors.producer, claimOf(travelling.id));
    assert.deepEqual(claim.claimant, partyOf(actors.producer));
    const arrived = await journeyTo(runner, 'arrived', { batchId: 'B-2' });
    await open(actors.producer, claimOf(arrived.id, { key: 'claim-key-2' }));
  });

  for (const stage of ['offered', 'accepted'] as const) {
    it(`not while the transport is ${stage}`, async () => {
      const { id } = await journeyTo(runner, stage);
      const error = await refused('ILLEGAL_STATUS', open(actors.producer, claimOf(id)));
      assert.deepEqual(error.data['legal'], ['inTransit', 'arrived', 'delivered']);
    });
  }

  it('until the claim window has passed, and not after', async () => {
    const { id } = await journeyTo(runner, 'delivered');
    runner.clockAhead = 55_000;
    await open(actors.operator, claimOf(id));
    runner.clockAhead = 65_000;
    const error = await refused('RULE_VIOLATION', open(actors.operator, claimOf(id, { key: 'claim-key-2' })));
    assert.equal(error.data['rule'], 'claimWindow');
    assert.equal(error.data['ruleVersion'], 1);
  });

  it('by nobody but consignor and receiver', async () => {
    const { id } = await journeyTo(runner, 'delivered');
    await refused('FORBIDDEN', open(strangers.producer, claimOf(id)));
    await refused('FORBIDDEN', open(strangers.operator, claimOf(id)));
  });

  it('about batteries of the batch, each once, or about none', async () => {
    const { id } = await journeyTo(runner, 'delivered');
    const alien = await refused(
      'INVALID_INPUT',
      open(actors.operator, claimOf(id, { batteryIds: [travellers[0], '09521234543213-ALIEN'] })),
    );
    assert.equal(alien.data['pointer'], '/batteryIds/1');
    const twice = claimOf(id, { batteryIds: [travellers[0], travellers[0]] });
    await refused('INVALID_INPUT', open(actors.operator, twice));
    await open(actors.operator, claimOf(id, { kind: 'delay', batteryIds: [] }));
  });

  it('once for a repeated key, also when the window has passed since', async () => {
    const { id } = await journeyTo(runner, 'delivered');
    const claim = await open(actors.operator, claimOf(id));
    runner.clockAhead = 120_000;
    assert.deepEqual(await open(actors.operator, claimOf(id)), claim);
    await refused('ALREADY_EXISTS', open(actors.operator, claimOf(id, { kind: 'loss' })));
    assert.equal((await runner.evaluate(actors.user, 'logistics:claims', {})).items.length, 1);
  });

  it('under an agreement that exists', async () => {
    await refused('NOT_FOUND', open(actors.producer, claimOf('0'.repeat(32))));
  });
});

describe('logistics claims are answered', () => {
  let runner: ContractRunner;
  let claim: Claim;
  let evidence: ClaimEvidence;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    const { id } = await journeyTo(runner, 'delivered');
    claim = await runner.submit(actors.operator, 'logistics:openClaim', claimOf(id));
    evidence = evidenceOf(claim.id);
  });
  const answer = (
    changes: Partial<InputOf<'logistics:answerClaim'>> = {},
    caller: typeof actors.logistics = actors.logistics,
  ) =>
    runner.submit(caller, 'logistics:answerClaim', {
      claimId: claim.id,
      accepted: true,
      statement: 'it happened',
      evidenceCommitment: commitmentOf(evidence),
      ...changes,
    });
  const seal = (payload: ClaimEvidence = evidence, caller: typeof actors.logistics = actors.logistics) =>
    runner.submit(caller, 'logistics:sealClaimEvidence', { claimId: claim.id }, payload);
  const confirm = (caller: typeof actors.logistics = actors.logistics) =>
    runner.submit(caller, 'logistics:confirmClaimEvidence', { claimId: claim.id });
  const close = () => runner.submit(actors.operator, 'logistics:closeClaim', { claimId: claim.id });
  const withdraw = () => runner.submit(actors.operator, 'logistics:withdrawClaim', { claimId: claim.id });
  /** The same step again answers as before, writes nothing and announces nothing. */
  const repeats = async (step: 'logistics:closeClaim' | 'logistics:withdrawClaim'): Promise<void> => {
    const again = await runner.endorse(actors.operator, step, { claimId: claim.id });
    assert.deepEqual([again.ledger.writes, again.ledger.event], [[], undefined]);
    assert.equal(again.output.status, step === 'logistics:closeClaim' ? 'closed' : 'withdrawn');
  };
  const carrierTwo = strangers.carrier;

  it('from opening to closing', async () => {
    assert.equal((await answer()).status, 'answered');
    assert.deepEqual(await seal(), { claimId: claim.id });
    assert.deepEqual(runner.lastEvent?.payload, {
      type: 'claimEvidence.sealed',
      items: [{ kind: 'claimEvidence', id: claim.id, commitment: commitmentOf(evidence) }],
    });
    assert.equal((await confirm()).status, 'evidenced');
    const closed = await close();
    assert.equal(closed.status, 'closed');
    assert.ok(closed.closedAt);
    assert.deepEqual(
      await runner.evaluate(actors.operator, 'logistics:claimEvidence', { claimId: claim.id }),
      evidence,
    );
    for (const outsider of [actors.producer, actors.user, actors.station, actors.recycler]) {
      await refused('FORBIDDEN', runner.evaluate(outsider, 'logistics:claimEvidence', { claimId: claim.id }));
    }
  });

  it('by the carrier of the agreement alone, at every step', async () => {
    await refused('FORBIDDEN', answer({}, carrierTwo));
    await answer();
    await refused('FORBIDDEN', seal(evidence, carrierTwo));
    await seal();
    await refused('FORBIDDEN', confirm(carrierTwo));
  });

  it('once: the same answer again changes nothing, another is refused', async () => {
    const answered = await answer();
    runner.clockAhead = 30_000;
    assert.deepEqual(await answer(), answered);
    const error = await refused('ILLEGAL_STATUS', answer({ accepted: false }));
    assert.deepEqual(error.data['legal'], ['evidenced', 'withdrawn']);
  });

  it('with the evidence that was announced and no other', async () => {
    await answer();
    await refused('COMMITMENT_MISMATCH', seal({ ...evidence, account: 'nothing happened' }));
    await refused('COMMITMENT_MISMATCH', seal({ ...evidence, salt: '5b'.repeat(16) }));
    await refused('NOT_SEALED', confirm());
    await seal();
    await confirm();
  });

  it('not with evidence whose commitment was made up', async () => {
    await answer({ evidenceCommitment: 'f'.repeat(64) });
    const error = await refused('COMMITMENT_MISMATCH', seal());
    assert.equal(error.data['announced'], 'f'.repeat(64));
    await refused('NOT_SEALED', confirm());
  });

  it('not with evidence that was slipped into the collection past the contract', async () => {
    await answer();
    const forged = Buffer.from(JSON.stringify({ ...evidence, account: 'forged' }));
    runner.state.commit(
      [{ collection: 'logisticsDetail', key: `\u0000claimEvidence\u0000${claim.id}\u0000`, value: forged }],
      'f'.repeat(64),
      new Date(),
    );
    await refused('COMMITMENT_MISMATCH', confirm());
  });

  it('not with the evidence of another claim', async () => {
    const other = evidenceOf('1'.repeat(32));
    await answer({ evidenceCommitment: commitmentOf(other) });
    const error = await refused('INVALID_INPUT', seal(other));
    assert.deepEqual(error.data['issues'], [
      { pointer: '/claimId', rule: `the evidence must be of claim ${claim.id}` },
    ]);
  });

  it('with records of the journey that exist', async () => {
    const payload = {
      items: [
        { kind: 'shock', agreementId: claim.agreementId, salt: 'a1'.repeat(16), at: '2026-11-22T03:00:00Z', milliG: 9 },
      ],
    };
    const { ids } = await runner.submit(actors.logistics, 'logistics:recordDetails', { key: 'journey-1' }, payload);
    evidence = evidenceOf(claim.id, { detailIds: [...ids, '2'.repeat(32)] });
    await answer();
    const error = await refused('NOT_FOUND', seal());
    assert.equal(error.data['pointer'], '/detailIds/1');
  });

  it('with the records of the journey they rest on', async () => {
    const payload = {
      items: [
        { kind: 'shock', agreementId: claim.agreementId, salt: 'a1'.repeat(16), at: '2026-11-22T03:00:00Z', milliG: 9 },
      ],
    };
    const { ids } = await runner.submit(actors.logistics, 'logistics:recordDetails', { key: 'journey-1' }, payload);
    evidence = evidenceOf(claim.id, { detailIds: ids });
    await answer();
    await seal();
    assert.equal((await confirm()).status, 'evidenced');
  });

  it('in steps that can be repeated without effect', async () => {
    await answer();
    await seal();
    const events = runner.events.length;
    await seal();
    assert.equal(runner.events.length, events);
    const evidenced = await confirm();
    assert.deepEqual(await seal(), { claimId: claim.id });
    assert.deepEqual(await confirm(), evidenced);
    assert.deepEqual(await answer(), evidenced);
  });

  it('with evidence that a repeat writes again as it is, because one organisation can endorse nothing else', async () => {
    await answer();
    await seal();
    const again = await runner.endorse(
      actors.logistics,
      'logistics:sealClaimEvidence',
      { claimId: claim.id },
      evidence,
    );
    assert.deepEqual(
      again.ledger.writes.map(({ collection }) => collection),
      ['logisticsDetail'],
    );
    again.commit();
    assert.equal((await confirm()).status, 'evidenced');
  });

  it('in their order', async () => {
    const early = await refused('ILLEGAL_STATUS', confirm());
    assert.deepEqual(early.data['legal'], ['answered', 'withdrawn']);
    await refused('ILLEGAL_STATUS', seal());
    await refused('ILLEGAL_STATUS', close());
    await answer();
    await refused('ILLEGAL_STATUS', close());
  });

  it('and withdrawn or closed by the claimant alone', async () => {
    for (const stranger of [actors.producer, strangers.operator]) {
      await refused('FORBIDDEN', runner.submit(stranger, 'logistics:withdrawClaim', { claimId: claim.id }));
      await refused('FORBIDDEN', runner.submit(stranger, 'logistics:closeClaim', { claimId: claim.id }));
    }
  });

  it('unless they were withdrawn', async () => {
    assert.equal((await withdraw()).status, 'withdrawn');
    const error = await refused('ILLEGAL_STATUS', answer());
    assert.deepEqual(error.data['legal'], []);
    await repeats('logistics:withdrawClaim');
    await refused('ILLEGAL_STATUS', close());
  });

  it('and can be withdrawn until the evidence is confirmed', async () => {
    await answer();
    await seal();
    await withdraw();
    await refused('ILLEGAL_STATUS', confirm());
    await refused('ILLEGAL_STATUS', seal());
  });

  it('and not withdrawn after that', async () => {
    await answer();
    await seal();
    await confirm();
    const error = await refused('ILLEGAL_STATUS', withdraw());
    assert.deepEqual(error.data['legal'], ['closed']);
    await close();
    await repeats('logistics:closeClaim');
    await refused('ILLEGAL_STATUS', withdraw());
  });

  it('by withdrawal or answer, whichever commits first', async () => {
    const answering = await runner.endorse(actors.logistics, 'logistics:answerClaim', {
      claimId: claim.id,
      accepted: false,
      statement: 'no',
      evidenceCommitment: commitmentOf(evidence),
    });
    await withdraw();
    assert.throws(answering.commit, /MVCC_READ_CONFLICT/);
  });
});
