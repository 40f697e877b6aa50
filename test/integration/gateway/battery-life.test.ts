// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { batteryId, newBattery } from './battery-bodies.js';
import { ConsortiumFixture } from './consortium-fixture.js';
import { Hands, parties, patientAdmin } from './hands.js';
import { pointersOf, refusalOf } from './refusal.js';

const evidence = {
  soh: 690_000,
  testStandard: 'UL 1974',
  testedAt: '2026-06-01T08:00:00Z',
  results: [{ test: 'insulation', passed: true }],
  statement: 'fit for stationary use, hidden finding 4711',
};

describe("a battery's life and the consortium over REST", function () {
  this.timeout(300_000); // real Fabric takes its time to start
  let consortium: ConsortiumFixture;
  let hands: Hands;
  before(async () => {
    consortium = await ConsortiumFixture.start();
    hands = new Hands(consortium);
  });
  after(() => consortium.stop());

  describe('consortium', () => {
    it('is founded once', async () => {
      const { members, consortium: founded } = await hands.operator.getConsortium();
      assert.equal(founded.foundedBy, 'OperatorMSP');
      assert.equal(members.length, 6);
      assert.equal(members.find(({ mspId }) => mspId === 'RecyclerMSP')?.delegator, 'OperatorMSP');
      const body = { name: 'another', members: [{ mspId: 'ProducerMSP', name: 'P', roles: ['producer' as const] }] };
      assert.equal((await refusalOf(hands.producer.foundConsortium({ body }))).status, 409);
    });

    it('changes a rule with the votes of a majority, and no sooner', async () => {
      const change = { kind: 'setParameters' as const, parameters: { moveOfferSeconds: 86_400 } };
      const proposal = await hands.producer.propose({ body: { change } });
      const at = { proposalId: proposal.id };
      for (const name of ['producer', 'operator', 'user']) {
        await consortium.admin(name).vote({ ...at, body: { approve: true } });
      }
      const early = await refusalOf(hands.producer.executeProposal(at));
      assert.equal(early.code, 'RULE_VIOLATION');
      const contrary = await refusalOf(hands.operator.vote({ ...at, body: { approve: false } }));
      assert.equal(contrary.status, 409);
      await hands.recycler.vote({ ...at, body: { approve: true } });
      const executed = await hands.producer.executeProposal(at);
      assert.equal(executed.status, 'executed');
      const { versions } = await hands.logistics.getRuleParameters();
      assert.deepEqual(
        versions.map(({ version, parameters }) => [version, parameters.moveOfferSeconds]),
        [
          [1, 2_592_000],
          [2, 86_400],
        ],
      );
      const { votes } = await hands.operator.getProposal(at);
      assert.equal(votes.length, 4);
    });

    it('lets who proposed withdraw, and lists proposals a page at a time', async () => {
      const change = { kind: 'suspendMember' as const, mspId: 'StationMSP', reason: 'a test' };
      const { id: proposalId } = await hands.operator.propose({ body: { change } });
      assert.equal((await refusalOf(hands.producer.withdrawProposal({ proposalId }))).code, 'FORBIDDEN');
      assert.equal((await hands.operator.withdrawProposal({ proposalId })).status, 'withdrawn');
      const first = await hands.operator.listProposals({ limit: 2 });
      assert.equal(first.items.length, 2);
      const rest = await hands.operator.listProposals({ limit: 2, cursor: first.nextCursor });
      const ids = [...first.items, ...rest.items].map(({ id }) => id);
      assert.equal(new Set(ids).size, 3);
      assert.ok(ids.includes(proposalId));
    });
  });

  describe('title and custody', () => {
    it('pass in two steps, and only along an edge', async () => {
      const id = await hands.make('MOVE-1');
      const { moves } = await hands.pass(id, 'title', 'producer', 'operator');
      assert.equal(moves[0]?.status, 'accepted');
      assert.equal(moves[0].ruleVersion, 2);
      const body = { kind: 'custody' as const, to: parties.recycler, batteryIds: [id] };
      const refused = await refusalOf(hands.producer.offerMoves({ body }));
      assert.equal(refused.code, 'RULE_VIOLATION');
      assert.deepEqual(refused.problem.data?.['legal'], ['logistics']);
      const { status } = await hands.operator.getBattery({ batteryId: id });
      assert.equal(status.title.mspId, 'OperatorMSP');
      assert.equal(status.custody.mspId, 'ProducerMSP');
    });

    it('stay where they are when an offer is declined or taken back', async () => {
      const id = await hands.make('MOVE-2');
      const body = { kind: 'title' as const, to: parties.operator, batteryIds: [id] };
      const one = await hands.producer.offerMoves({ body });
      const first = { moves: [{ batteryId: id, moveId: one.moves[0]?.id ?? '' }] };
      assert.equal((await refusalOf(hands.producer.acceptMoves({ body: first }))).code, 'FORBIDDEN');
      assert.equal((await hands.operator.declineMoves({ body: first })).moves[0]?.status, 'declined');
      const two = await hands.producer.offerMoves({ body });
      const second = { moves: [{ batteryId: id, moveId: two.moves[0]?.id ?? '' }] };
      assert.equal((await hands.producer.cancelMoves({ body: second })).moves[0]?.status, 'cancelled');
      assert.equal((await refusalOf(hands.operator.acceptMoves({ body: second }))).code, 'ILLEGAL_STATUS');
      assert.equal((await hands.producer.listMoves({ batteryId: id })).items.length, 2);
    });

    it('are offered once under one key', async () => {
      const id = await hands.make('MOVE-3');
      const body = { kind: 'title' as const, to: parties.operator, batteryIds: [id] };
      const options = { idempotencyKey: 'integration-offer-1' };
      const first = await hands.producer.offerMoves({ body }, options);
      assert.deepEqual(await hands.producer.offerMoves({ body }, options), first);
      assert.equal((await hands.producer.listMoves({ batteryId: id })).items.length, 1);
    });
  });

  describe('a second life', () => {
    it('is evaluated, refurbished, certified, and gets a passport that names the first', async () => {
      const id = await hands.retired('LIFE-1');
      const recycling = [
        { kind: 'evaluation' as const, batteryId: id, soh: 690_000, verdict: 'secondLife' as const, findings: 'sound' },
      ];
      const { ids } = await hands.recycler.recordRecycling({ body: { items: recycling } });
      await hands.recycler.changeStatus({ body: { items: [{ batteryId: id, to: 'evaluated' }] } });
      await hands.recycler.changeStatus({ body: { items: [{ batteryId: id, to: 'refurbished' }] } });
      const tooSoon = await refusalOf(
        hands.recycler.changeStatus({ body: { items: [{ batteryId: id, to: 'inService' }] } }),
      );
      assert.equal(tooSoon.code, 'ILLEGAL_STATUS');
      assert.deepEqual(tooSoon.problem.data?.['legal'], ['evaluated']);

      const options = { idempotencyKey: 'integration-certificate-1' };
      const body = { batteryId: id, kind: 'repurposed' as const, evidence };
      const issued = await hands.recycler.issueCertificate({ body }, options);
      assert.equal(issued.txIds.length, 3);
      assert.equal(issued.status.status, 'certified');
      assert.deepEqual(await hands.recycler.issueCertificate({ body }, options), issued);
      const { passports } = await hands.operator.listPassports({ batteryId: id });
      assert.deepEqual(
        passports.map(({ generation, status, life }) => [generation, status, life]),
        [
          [1, 'superseded', 'original'],
          [2, 'active', 'repurposed'],
        ],
      );
      assert.equal(passports[1]?.predecessor, passports[0]?.id);
      assert.equal(passports[0]?.successor, issued.passport.id);

      const at = { certificateId: issued.certificate.id };
      assert.equal((await hands.producer.getCertificateEvidence(at)).statement, evidence.statement);
      assert.equal((await refusalOf(hands.operator.getCertificateEvidence(at))).code, 'FORBIDDEN');
      assert.equal((await hands.operator.getCertificate(at)).status, 'confirmed');
      const records = await hands.producer.getRecyclingRecords({ batteryId: id });
      assert.deepEqual(
        records.items.map((record) => record.id),
        ids,
      );
    });

    it('is refused with a failed test, by the rule', async () => {
      const id = await hands.refurbished('LIFE-2');
      const failed = { ...evidence, results: [{ test: 'insulation', passed: false }] };
      const body = { batteryId: id, kind: 'repurposed' as const, evidence: failed };
      const refused = await refusalOf(hands.recycler.issueCertificate({ body }));
      assert.equal(refused.code, 'RULE_VIOLATION');
      assert.equal(refused.problem.data?.['rule'], 'testsPassed');
      const again = await hands.recycler.issueCertificate({ body: { ...body, evidence } });
      assert.equal(again.certificate.status, 'confirmed');
    });

    it('is certified once when the gateway was killed after the announcement', async () => {
      const id = await hands.refurbished('LIFE-3');
      const options = { idempotencyKey: 'integration-certificate-kill' };
      const body = { batteryId: id, kind: 're-used' as const, evidence };
      await consortium.close('recycler');
      try {
        const doomed = await consortium.spawn('recycler', { WATTPASS_FAULT: 'issue-certificate/announce:after' });
        await assert.rejects(consortium.admin('recycler', doomed.url).issueCertificate({ body }, options));
        assert.equal(await doomed.ended, 'SIGKILL');
      } finally {
        await consortium.open('recycler');
        hands = new Hands(consortium);
      }
      const issued = await patientAdmin(consortium, 'recycler').issueCertificate({ body }, options);
      assert.equal(issued.certificate.status, 'confirmed');
      const { certificates } = await hands.producer.listCertificates({ batteryId: id });
      assert.deepEqual(
        certificates.map((certificate) => certificate.id),
        [issued.certificate.id],
      );
    });

    it('ends with recovered materials; the passport ceases, the history stays', async () => {
      const id = await hands.retired('LIFE-4');
      const materials = { recovered: [{ material: 'cobalt', grams: 12 }], process: 'hydrometallurgy' };
      const items = [{ kind: 'materials' as const, batteryId: id, ...materials }];
      const { ids } = await hands.recycler.recordRecycling({ body: { items } });
      const missing = { items: [{ batteryId: id, materialsRecordId: 'f'.repeat(32) }] };
      assert.ok((await refusalOf(hands.recycler.recycleBatteries({ body: missing }))).status >= 404);
      const body = { items: [{ batteryId: id, materialsRecordId: ids[0] ?? '' }] };
      assert.equal((await hands.recycler.recycleBatteries({ body })).statuses[0]?.status, 'recycled');
      const { passports } = await hands.operator.listPassports({ batteryId: id });
      assert.equal(passports[0]?.status, 'ceased');
      assert.equal((await hands.operator.getPassport({ passportId: passports[0].id })).status, 'ceased');
      const { entries } = await hands.operator.getHistory({ batteryId: id });
      assert.ok(entries.length > 10);
      assert.deepEqual(
        entries.map(({ at }) => at),
        entries.map(({ at }) => at).sort(),
      );
    });
  });

  describe('labels and bodies', () => {
    it('show a stranger the public points, and nothing more', async () => {
      const id = await hands.make('LABEL-1');
      const answer = await fetch(`${consortium.url('station')}/01/${id.slice(0, 14)}/21/LABEL-1`);
      assert.equal(answer.status, 200);
      const shown = (await answer.json()) as Record<string, unknown>;
      assert.deepEqual(shown['publicPoints'], newBattery('LABEL-1').publicPoints);
      assert.deepEqual(
        ['status', 'title', 'custody', 'producer', 'factoryCommitment'].filter((name) => name in shown),
        [],
      );
    });

    it('name each bad place and its rule before the ledger is asked', async () => {
      const { factoryData, ...rest } = newBattery('BAD-1');
      const wrong = { ...rest, gtin: '04012345678900', colour: 'red', factoryData: { ...factoryData, chemistry: '' } };
      const refused = await refusalOf(hands.producer.registerBatteries({ body: { batteries: [wrong] } }));
      assert.equal(refused.status, 400);
      assert.deepEqual(pointersOf(refused), [
        '/batteries/0/colour',
        '/batteries/0/factoryData/chemistry',
        '/batteries/0/gtin',
      ]);
      assert.equal((await refusalOf(hands.producer.getBattery({ batteryId: batteryId('BAD-1') }))).status, 404);
    });
  });
});
