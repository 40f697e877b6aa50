// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { ConsortiumFixture } from './consortium-fixture.js';
import { Hands, parties, patientAdmin } from './hands.js';
import { pointersOf, refusalOf } from './refusal.js';

const thresholds = { shockMilliG: 4_000, minMilliCelsius: -10_000, maxMilliCelsius: 45_000 };

describe('transport and claims over REST', function () {
  this.timeout(300_000); // real Fabric takes its time to start
  let consortium: ConsortiumFixture;
  let hands: Hands;
  before(async () => {
    consortium = await ConsortiumFixture.start();
    hands = new Hands(consortium);
  });
  after(() => consortium.stop());

  /** A batch of two on its way; gives the agreement. */
  async function underWay(name: string): Promise<{ agreementId: string; batteryIds: string[] }> {
    const batteryIds = [await hands.make(`${name}-1`), await hands.make(`${name}-2`)];
    const batch = { id: `batch-${name}`, batteryIds, receiver: parties.operator, date: '2026-11-22' };
    await hands.producer.createBatch({ body: batch });
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const offer = { batchId: batch.id, carrier: 'LogisticsMSP', thresholds, dueAt };
    const { id: agreementId } = await hands.producer.offerAgreement({ body: offer });
    await hands.logistics.acceptAgreement({ agreementId });
    await hands.logistics.pickUp({ agreementId, body: { scanned: batteryIds } });
    return { agreementId, batteryIds };
  }

  it('takes a batch from scan to scan; custody travels with it, the title does not', async () => {
    const { agreementId, batteryIds } = await underWay('TRIP');
    const [first = '', second = ''] = batteryIds;
    const travelling = await hands.operator.getBattery({ batteryId: first });
    assert.equal(travelling.status.custody.mspId, 'LogisticsMSP');
    assert.equal(travelling.status.title.mspId, 'ProducerMSP');
    await hands.logistics.arrive({ agreementId });
    const received = await hands.operator.receive({ agreementId, body: { scanned: [first] } });
    assert.equal(received.status, 'delivered');
    assert.deepEqual(received.discrepancies, [{ batteryId: second, kind: 'missing' }]);
    const arrived = await hands.operator.getBattery({ batteryId: first });
    assert.equal(arrived.status.custody.mspId, 'OperatorMSP');
    const again = await refusalOf(hands.logistics.pickUp({ agreementId, body: { scanned: batteryIds } }));
    assert.equal(again.code, 'ILLEGAL_STATUS');
    assert.deepEqual(again.problem.data?.['legal'], []);
  });

  it("keeps the journey's details to carrier and operator", async () => {
    const { agreementId } = await underWay('SECRET');
    const at = '2026-11-22T08:00:00Z';
    const items = [
      { kind: 'shock' as const, at, milliG: 5_200 },
      { kind: 'temperature' as const, at, milliCelsius: 20_000 },
    ];
    const { ids } = await hands.logistics.recordDetails({ agreementId, body: { items } });
    assert.equal(ids.length, 2);
    const details = await hands.operator.getDetails({ agreementId });
    assert.deepEqual(details.items.map(({ record, breach }) => [record.kind, breach]).sort(), [
      ['shock', 'shock'],
      ['temperature', undefined],
    ]);
    assert.equal((await refusalOf(hands.producer.getDetails({ agreementId }))).code, 'FORBIDDEN');
    const body = { items: items.map((item) => ({ ...item, salt: '00'.repeat(16) })) };
    const salted = await refusalOf(hands.logistics.recordDetails({ agreementId, body }));
    assert.equal(salted.status, 400);
  });

  it('answers a claim with sealed evidence, which producers do not see, and closes it', async () => {
    const { agreementId, batteryIds } = await underWay('CLAIM');
    const detail = { kind: 'shock' as const, at: '2026-11-22T08:00:00Z', milliG: 5_200 };
    const { ids } = await hands.logistics.recordDetails({ agreementId, body: { items: [detail] } });
    const claim = { agreementId, kind: 'shock' as const, batteryIds, statement: 'a shock above the threshold' };
    const opened = await hands.producer.openClaim({ body: claim });
    const at = { claimId: opened.id };
    const answer = {
      accepted: true,
      statement: 'we are sorry',
      evidence: { detailIds: ids, account: 'km 83, braked' },
    };

    const invented = { ...answer, evidence: { ...answer.evidence, detailIds: [...ids, 'f'.repeat(32)] } };
    const refused = await refusalOf(hands.logistics.answerClaim({ ...at, body: invented }));
    assert.deepEqual(pointersOf(refused), ['/evidence/detailIds/1']);
    assert.equal((await hands.producer.getClaim(at)).status, 'open');

    const answered = await hands.logistics.answerClaim({ ...at, body: answer });
    assert.equal(answered.status, 'evidenced');
    assert.equal(answered.txIds.length, 3);
    assert.equal((await hands.operator.getClaimEvidence(at)).account, 'km 83, braked');
    assert.equal((await refusalOf(hands.producer.getClaimEvidence(at))).code, 'FORBIDDEN');
    assert.equal((await refusalOf(hands.operator.closeClaim(at))).code, 'FORBIDDEN');
    assert.equal((await hands.producer.closeClaim(at)).status, 'closed');
    assert.ok((await hands.operator.listClaims()).items.some(({ id }) => id === opened.id));
  });

  it('finishes an answer once that was killed after its evidence was sealed', async () => {
    const { agreementId } = await underWay('KILL');
    const claim = { agreementId, kind: 'delay' as const, batteryIds: [], statement: 'late' };
    const { id: claimId } = await hands.producer.openClaim({ body: claim });
    const body = { accepted: false, statement: 'on time', evidence: { detailIds: [], account: 'see the clock' } };
    const options = { idempotencyKey: 'integration-claim-kill' };
    await consortium.close('logistics');
    try {
      const doomed = await consortium.spawn('logistics', { WATTPASS_FAULT: 'answer-claim/seal:after' });
      await assert.rejects(consortium.admin('logistics', doomed.url).answerClaim({ claimId, body }, options));
      assert.equal(await doomed.ended, 'SIGKILL');
    } finally {
      await consortium.open('logistics');
      hands = new Hands(consortium);
    }
    const answered = await patientAdmin(consortium, 'logistics').answerClaim({ claimId, body }, options);
    assert.equal(answered.status, 'evidenced');
    assert.equal((await hands.operator.getClaimEvidence({ claimId })).account, 'see the clock');
  });

  it('lets a claimant withdraw, and refuses claims of strangers and of other batteries', async () => {
    const { agreementId, batteryIds } = await underWay('WITHDRAW');
    const body = { agreementId, kind: 'damage' as const, batteryIds, statement: 'a dent' };
    const { id: claimId } = await hands.operator.openClaim({ body });
    assert.equal((await hands.operator.withdrawClaim({ claimId })).status, 'withdrawn');
    const other = await refusalOf(
      hands.operator.openClaim({ body: { ...body, batteryIds: [await hands.make('OTHER-1')] } }),
    );
    assert.equal(other.code, 'INVALID_INPUT');
  });
});
