// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { InputOf } from '@wattpass/chaincode/domain';
import { actors, partyOf } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, inSeconds, journeyTo, strangers, thresholds } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const offerOf = (changes: Partial<InputOf<'logistics:offerAgreement'>> = {}): InputOf<'logistics:offerAgreement'> => ({
  key: 'another-offer',
  batchId: 'B-1',
  carrier: 'LogisticsMSP',
  thresholds,
  dueAt: inSeconds(3600),
  ...changes,
});

describe('logistics transport agreements', () => {
  let runner: ContractRunner;
  beforeEach(() => {
    runner = consortiumWithStrangers();
  });

  it('carry the parties of the batch, the thresholds and the rule version', async () => {
    const agreement = await journeyTo(runner, 'offered');
    assert.equal(agreement.status, 'offered');
    assert.deepEqual(agreement.consignor, partyOf(actors.producer));
    assert.deepEqual(agreement.receiver, partyOf(actors.operator));
    assert.deepEqual(agreement.thresholds, thresholds);
    assert.equal(agreement.ruleVersion, 1);
    assert.deepEqual(runner.lastEvent?.payload, {
      type: 'agreement.offered',
      items: [{ kind: 'agreement', id: agreement.id, batchId: 'B-1' }],
    });
    const read = await runner.evaluate(actors.station, 'logistics:agreement', { agreementId: agreement.id });
    assert.deepEqual(read, agreement);
    const { items } = await runner.evaluate(actors.user, 'logistics:agreements', {});
    assert.deepEqual(items, [agreement]);
  });

  it('are offered once for a repeated key', async () => {
    const agreement = await journeyTo(runner, 'offered');
    const again = offerOf({ key: 'offer-of-B-1', dueAt: agreement.dueAt });
    assert.deepEqual(await runner.submit(actors.producer, 'logistics:offerAgreement', again), agreement);
    const accepted = await runner.submit(actors.logistics, 'logistics:acceptAgreement', { agreementId: agreement.id });
    assert.deepEqual(await runner.submit(actors.producer, 'logistics:offerAgreement', again), accepted);
    const other = { ...again, thresholds: { ...thresholds, shockMilliG: 3001 } };
    await refused('ALREADY_EXISTS', runner.submit(actors.producer, 'logistics:offerAgreement', other));
  });

  it('are offered by the consignor alone', async () => {
    await journeyTo(runner, 'offered');
    const other = offerOf({ key: 'by-somebody-else' });
    await refused('FORBIDDEN', runner.submit(strangers.producer, 'logistics:offerAgreement', other));
    await refused('FORBIDDEN', runner.submit(actors.operator, 'logistics:offerAgreement', other));
  });

  it('stand one at a time on a batch', async () => {
    const agreement = await journeyTo(runner, 'offered');
    const error = await refused('CONFLICT', runner.submit(actors.producer, 'logistics:offerAgreement', offerOf()));
    assert.equal(error.data['agreementId'], agreement.id);
  });

  for (const stage of ['accepted', 'inTransit', 'arrived', 'delivered'] as const) {
    it(`stand one at a time on a batch, also when ${stage}`, async () => {
      await journeyTo(runner, stage);
      await refused('CONFLICT', runner.submit(actors.producer, 'logistics:offerAgreement', offerOf()));
    });
  }

  it('can be offered anew, to another carrier, once declined or cancelled', async () => {
    const { id: agreementId } = await journeyTo(runner, 'offered');
    await runner.submit(actors.logistics, 'logistics:declineAgreement', { agreementId });
    const second = await runner.submit(
      actors.producer,
      'logistics:offerAgreement',
      offerOf({ carrier: 'CarrierTwoMSP' }),
    );
    await runner.submit(actors.producer, 'logistics:cancelAgreement', { agreementId: second.id });
    const third = await runner.submit(actors.producer, 'logistics:offerAgreement', offerOf({ key: 'third-offer' }));
    assert.equal(third.status, 'offered');
    await refused(
      'FORBIDDEN',
      runner.submit(strangers.carrier, 'logistics:acceptAgreement', { agreementId: third.id }),
    );
  });

  it('come from one of two offers at once', async () => {
    const { id: agreementId } = await journeyTo(runner, 'offered');
    await runner.submit(actors.logistics, 'logistics:declineAgreement', { agreementId });
    const one = await runner.endorse(actors.producer, 'logistics:offerAgreement', offerOf({ key: 'offer-one' }));
    const two = await runner.endorse(actors.producer, 'logistics:offerAgreement', offerOf({ key: 'offer-two' }));
    one.commit();
    assert.throws(two.commit, /MVCC_READ_CONFLICT/);
  });

  it('need a carrier that is an active member with the role logistics', async () => {
    const { id: agreementId } = await journeyTo(runner, 'offered');
    await runner.submit(actors.logistics, 'logistics:declineAgreement', { agreementId });
    for (const carrier of ['OperatorMSP', 'NobodyMSP']) {
      const error = await refused(
        'RULE_VIOLATION',
        runner.submit(actors.producer, 'logistics:offerAgreement', offerOf({ carrier })),
      );
      assert.equal(error.data['pointer'], '/carrier');
    }
  });

  it('need a due time ahead and a batch', async () => {
    await journeyTo(runner, 'offered');
    const past = offerOf({ dueAt: inSeconds(-1) });
    const error = await refused('RULE_VIOLATION', runner.submit(actors.producer, 'logistics:offerAgreement', past));
    assert.equal(error.data['rule'], 'dueAt');
    const nowhere = offerOf({ batchId: 'B-NOT' });
    await refused('NOT_FOUND', runner.submit(actors.producer, 'logistics:offerAgreement', nowhere));
  });

  it('are answered by their carrier alone', async () => {
    const { id: agreementId } = await journeyTo(runner, 'offered');
    await refused('FORBIDDEN', runner.submit(strangers.carrier, 'logistics:acceptAgreement', { agreementId }));
    await refused('FORBIDDEN', runner.submit(strangers.carrier, 'logistics:declineAgreement', { agreementId }));
    const accepted = await runner.submit(actors.logistics, 'logistics:acceptAgreement', { agreementId });
    assert.equal(accepted.status, 'accepted');
    assert.ok(accepted.decidedAt);
  });

  it('are cancelled by their consignor alone, accepted ones too', async () => {
    const { id: agreementId } = await journeyTo(runner, 'accepted');
    await refused('FORBIDDEN', runner.submit(strangers.producer, 'logistics:cancelAgreement', { agreementId }));
    await refused('FORBIDDEN', runner.submit(actors.operator, 'logistics:cancelAgreement', { agreementId }));
    const cancelled = await runner.submit(actors.producer, 'logistics:cancelAgreement', { agreementId });
    assert.equal(cancelled.status, 'cancelled');
  });

  it('cannot be cancelled once picked up', async () => {
    const { id: agreementId } = await journeyTo(runner, 'inTransit');
    const error = await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.producer, 'logistics:cancelAgreement', { agreementId }),
    );
    assert.deepEqual(error.data['legal'], ['arrived']);
  });

  it('can be answered once: the same again changes nothing, another answer is refused', async () => {
    const cases = [
      ['acceptAgreement', 'declineAgreement', actors.logistics],
      ['declineAgreement', 'acceptAgreement', actors.logistics],
      ['cancelAgreement', 'acceptAgreement', actors.producer],
    ] as const;
    for (const [step, other, caller] of cases) {
      const { id: agreementId } = await journeyTo(runner, 'offered', { batchId: `B-${step}` });
      const done = await runner.submit(caller, `logistics:${step}`, { agreementId });
      const again = await runner.endorse(caller, `logistics:${step}`, { agreementId });
      assert.deepEqual([again.output, again.ledger.writes, again.ledger.event], [done, [], undefined], step);
      await refused('ILLEGAL_STATUS', runner.submit(actors.logistics, `logistics:${other}`, { agreementId }));
      await refused('FORBIDDEN', runner.submit(strangers.carrier, `logistics:${step}`, { agreementId }));
    }
  });

  it('let one of acceptance and cancellation at once through', async () => {
    const { id: agreementId } = await journeyTo(runner, 'offered');
    const accept = await runner.endorse(actors.logistics, 'logistics:acceptAgreement', { agreementId });
    const cancel = await runner.endorse(actors.producer, 'logistics:cancelAgreement', { agreementId });
    cancel.commit();
    assert.throws(accept.commit, /MVCC_READ_CONFLICT/);
  });

  it('that do not exist are not found', async () => {
    const agreementId = '0'.repeat(32);
    await refused('NOT_FOUND', runner.submit(actors.logistics, 'logistics:acceptAgreement', { agreementId }));
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'logistics:agreement', { agreementId }));
  });
});
