// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { canonicalJson, commitmentOf, type CertificateEvidence } from '@wattpass/chaincode/domain';
import { actors, person } from '../../support/actors.js';
import { atRecycler, certify, enrol, evidenceOf, pass, refurbished, steps } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const { recycler, operator, producer, user } = actors;

function announce(runner: ContractRunner, batteryId: string, evidence = evidenceOf(batteryId), key = 'certificate-1') {
  return runner.submit(recycler, 'battery:announceCertificate', {
    key,
    batteryId,
    kind: 'repurposed',
    evidenceCommitment: commitmentOf(evidence),
  });
}

function seal(runner: ContractRunner, certificateId: string, evidence: CertificateEvidence, caller = recycler) {
  return runner.submit(caller, 'battery:sealCertificateEvidence', { certificateId }, evidence);
}

describe('a second-life certificate', () => {
  it('links a new passport with the old and makes the battery certified', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const { certificate, passport, status } = await certify(runner, batteryId);
    assert.equal(certificate.status, 'confirmed');
    assert.equal(certificate.passportId, passport.id);
    assert.equal(certificate.ruleVersion, 1);
    assert.equal(status.status, 'certified');
    assert.equal(status.passportId, passport.id);
    assert.deepEqual(
      { generation: passport.generation, life: passport.life, code: passport.secondLifeCode, by: passport.issuedBy },
      { generation: 2, life: 'repurposed', code: '4A6PB01G1F0000001RP', by: 'RecyclerMSP' },
    );
    const { passports } = await runner.evaluate(user, 'battery:passports', { batteryId });
    const [old, fresh] = passports;
    assert.equal(old?.status, 'superseded');
    assert.equal(old.successor, fresh?.id);
    assert.equal(fresh?.predecessor, old.id);
    assert.equal(fresh.status, 'active');
    assert.deepEqual((await runner.evaluate(user, 'battery:certificates', { batteryId })).certificates, [certificate]);
  });

  it('opens the way back into service with a new operator', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    await certify(runner, batteryId);
    await pass(runner, batteryId, 'titleAndCustody', recycler, operator);
    await runner.submit(operator, 'twin:revokeDeviceKeys', { items: [{ batteryId, deviceId: 'bms-1' }] });
    await enrol(runner, batteryId, 'bms-2');
    await steps(runner, batteryId, operator, 'commissioned', 'inService');
  });

  it('is announced for a refurbished battery alone, by the recycler that holds it', async () => {
    const runner = consortiumOfSix({}, [{ mspId: 'RecyclerTwoMSP', name: 'Two', role: 'recycler' }]);
    const batteryId = await atRecycler(runner, 'L1');
    const early = await refused('ILLEGAL_STATUS', announce(runner, batteryId));
    assert.deepEqual(early.data['legal'], ['refurbished']);
    await steps(runner, batteryId, recycler, 'evaluated');
    await refused('ILLEGAL_STATUS', announce(runner, batteryId));
    await steps(runner, batteryId, recycler, 'refurbished');
    const other = person('RecyclerTwoMSP', 'remy', { role: 'recycler' });
    await refused(
      'FORBIDDEN',
      runner.submit(other, 'battery:announceCertificate', {
        key: 'certificate-1',
        batteryId,
        kind: 're-used',
        evidenceCommitment: '0'.repeat(64),
      }),
    );
    const { id } = await announce(runner, batteryId);
    await refused('FORBIDDEN', seal(runner, id, evidenceOf(batteryId), other));
    await refused('FORBIDDEN', runner.submit(other, 'battery:confirmCertificate', { certificateId: id }));
  });

  it('cannot be confirmed before its evidence is sealed, nor by other evidence', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const { id } = await announce(runner, batteryId);
    await refused('NOT_SEALED', runner.submit(recycler, 'battery:confirmCertificate', { certificateId: id }));
    await refused('COMMITMENT_MISMATCH', seal(runner, id, evidenceOf(batteryId, { soh: 990_000 })));
    const forged = Buffer.from(canonicalJson(evidenceOf(batteryId, { soh: 990_000 })));
    runner.state.commit(
      [{ collection: 'recycling', key: `\u0000certificateEvidence\u0000${id}\u0000`, value: forged }],
      'forged',
      new Date(),
    );
    await refused('COMMITMENT_MISMATCH', runner.submit(recycler, 'battery:confirmCertificate', { certificateId: id }));
    assert.equal((await runner.evaluate(user, 'battery:get', { batteryId })).status.status, 'refurbished');
  });

  it('keeps the rules it was announced under', async () => {
    const runner = consortiumOfSix({ secondLifeMinimumSoh: 600_000 });
    const batteryId = await refurbished(runner, 'L1');
    const weak = evidenceOf(batteryId, { soh: 599_999 });
    const failed = evidenceOf(batteryId, {
      results: [
        { test: 'capacity', passed: true },
        { test: 'insulation', passed: false },
      ],
    });
    const fit = evidenceOf(batteryId, { soh: 600_000 });
    const ofWeak = await announce(runner, batteryId, weak, 'certificate-1');
    const ofFailed = await announce(runner, batteryId, failed, 'certificate-2');
    const ofFit = await announce(runner, batteryId, fit, 'certificate-3');
    const { versions } = await runner.evaluate(user, 'consortium:ruleParameters', {});
    runner.seed(['rules'], {
      ...versions[0],
      version: 2,
      parameters: { ...versions[0]?.parameters, secondLifeMinimumSoh: 900_000 },
    });
    const soh = await refused('RULE_VIOLATION', seal(runner, ofWeak.id, weak));
    assert.deepEqual(soh.data, { rule: 'secondLifeMinimumSoh', ruleVersion: 1, needed: 600_000 });
    const tests = await refused('RULE_VIOLATION', seal(runner, ofFailed.id, failed));
    assert.deepEqual(tests.data, { rule: 'testsPassed', pointer: '/results/1' });
    await seal(runner, ofFit.id, fit);
    await runner.submit(recycler, 'battery:confirmCertificate', { certificateId: ofFit.id });
  });

  it('is for the battery in its evidence', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const other = evidenceOf('09521234543213-L2');
    const { id } = await announce(runner, batteryId, other);
    await refused('INVALID_INPUT', seal(runner, id, other));
  });

  it('repeats at each step', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const first = await announce(runner, batteryId);
    assert.deepEqual(await announce(runner, batteryId), first);
    await refused('ALREADY_EXISTS', announce(runner, batteryId, evidenceOf(batteryId, { soh: 1 })));
    await seal(runner, first.id, evidenceOf(batteryId));
    await seal(runner, first.id, evidenceOf(batteryId));
    const confirmed = await runner.submit(recycler, 'battery:confirmCertificate', { certificateId: first.id });
    const again = await runner.submit(recycler, 'battery:confirmCertificate', { certificateId: first.id });
    assert.deepEqual(again, confirmed);
    assert.deepEqual(runner.lastLedger?.writes, []);
    assert.equal((await announce(runner, batteryId)).status, 'confirmed');
  });

  it('takes effect once: the second of two announced counts no more', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const stale = await announce(runner, batteryId, evidenceOf(batteryId), 'certificate-0');
    await seal(runner, stale.id, evidenceOf(batteryId));
    await certify(runner, batteryId, 'certificate-1');
    const confirmStale = () => runner.submit(recycler, 'battery:confirmCertificate', { certificateId: stale.id });
    await refused('ILLEGAL_STATUS', confirmStale());
    // and not in the next life either
    runner.clockAhead = 1000;
    await steps(runner, batteryId, recycler, 'retired', 'evaluated', 'refurbished');
    assert.equal((await refused('RULE_VIOLATION', confirmStale())).data['rule'], 'staleAnnouncement');
  });

  it('is read by all, its evidence by recycler and producer', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'L1');
    const { certificate } = await certify(runner, batteryId);
    const certificateId = certificate.id;
    assert.deepEqual(await runner.evaluate(actors.station, 'battery:certificate', { certificateId }), certificate);
    for (const reader of [recycler, producer]) {
      assert.deepEqual(
        await runner.evaluate(reader, 'battery:certificateEvidence', { certificateId }),
        evidenceOf(batteryId),
      );
    }
    await refused('FORBIDDEN', runner.evaluate(user, 'battery:certificateEvidence', { certificateId }));
  });
});
