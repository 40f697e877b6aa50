// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { includedIn, isIncluded, leafOf, merkleRoot, sha256Hex } from '@wattpass/chaincode/domain';
import { LearningError, modelIn, randomStream, updateBytes } from '@wattpass/fl-aggregator';
import { coordinatorSteps } from '@wattpass/fl-aggregator/service';
import { LearningFixture, mspIdOf, pace, type CoordinatorProcess, type Trainee } from './learning-fixture.js';

describe('rounds of learning over the ledger', function () {
  this.timeout(240_000);
  let fixture: LearningFixture;
  before(async () => {
    fixture = await LearningFixture.start();
  });
  after(async () => {
    await fixture.stop();
  });
  afterEach(() => fixture.endTasks());

  describe('whose aggregator is killed with SIGKILL', () => {
    before(() => {
      fixture.attest();
    });
    after(() => fixture.attestNoMore());

    for (const step of coordinatorSteps) {
      it(`before the step "${step}" and again after it come to the same result once it is back`, async () => {
        const windows = { commit: 20 * pace, reveal: 20 * pace, attest: 40 * pace }; // long enough for two starts
        const { task, trainees } = await fixture.task({ name: `killed around ${step}`, windows });
        const before = fixture.coordinate(`${step}:before`, 3600);
        const walking = fixture.walk(task, trainees);
        assert.equal(await before.ended, 'SIGKILL');
        assert.equal(await fixture.coordinate(`${step}:after`, 3600).ended, 'SIGKILL');
        const back = fixture.coordinate('', 3600);
        const { round } = await walking;
        assert.equal(round.status, 'accepted');
        const { resultHash, root } = await fixture.expected(task, trainees);
        assert.deepEqual([round.aggregate?.resultHash, round.aggregate?.root], [resultHash, root]);
        assert.equal((await fixture.records.task(task.id)).head.modelHash, resultHash);
        await back.stop();
      });
    }

    it('keep to what they had when they were killed, whoever comes late', async () => {
      const windows = { commit: 10 * pace, reveal: 8 * pace, attest: 20 * pace };
      const { task, trainees } = await fixture.task({ windows });
      const [late, ...others] = trainees as [Trainee, ...Trainee[]];
      await fixture.open(task);
      const killed = fixture.coordinate('collect:after');
      const walking = fixture.walk(task, [{ ...late, reveals: false }, ...others]);
      assert.equal(await killed.ended, 'SIGKILL');
      assert.equal(await late.participant.reveal(1), true);
      const back = fixture.coordinate();
      const { round } = await walking;
      assert.equal(round.status, 'accepted');
      assert.deepEqual(round.aggregate?.excluded, [{ clientId: late.vehicle.clientId, reason: 'notRevealed' }]);
      assert.equal(round.aggregate.resultHash, (await fixture.expected(task, others)).resultHash);
      await back.stop();
    });
  });

  describe('with a coordinator and a committee at work', () => {
    let coordinator: CoordinatorProcess;
    before(() => {
      fixture.attest();
      coordinator = fixture.coordinate();
    });
    after(async () => {
      await coordinator.stop();
      await fixture.attestNoMore();
    });

    it('close at their deadlines when three of ten clients never answer', async () => {
      const windows = { commit: 4 * pace, reveal: 4 * pace, attest: 20 * pace };
      const { task, trainees } = await fixture.task({ windows }, 10);
      const [mute, , breaksOff] = trainees as [Trainee, Trainee, Trainee];
      await fixture.open(task);
      const walkers = trainees.slice(2).map((each) => (each === breaksOff ? { ...each, reveals: false } : each));
      const { round } = await fixture.walk(task, walkers);
      assert.equal(round.status, 'accepted');
      assert.equal(round.commitments, 8);
      assert.deepEqual(round.aggregate?.excluded, [{ clientId: breaksOff.vehicle.clientId, reason: 'notRevealed' }]);
      assert.equal(round.aggregate.count, 7);
      assert.ok(Date.parse(round.aggregate.proposedAt) > Date.parse(round.revealBy ?? ''));
      assert.equal(await mute.participant.outcome(1), undefined);
      const { resultHash } = await fixture.expected(
        task,
        trainees.filter((each) => each !== breaksOff),
      );
      assert.equal(round.aggregate.resultHash, resultHash);
    });

    it('prove to each client that its update is inside, and to anybody', async () => {
      const { task, trainees } = await fixture.task();
      await fixture.open(task);
      const { round } = await fixture.walk(task, trainees);
      for (const { participant, vehicle } of trainees) {
        const outcome = await participant.outcome(1);
        assert.equal(outcome?.kind, 'included');
        const { clientId } = vehicle;
        const proof = await fixture.carrier('recycler').client.getInclusion({ taskId: task.id, round: 1, clientId });
        assert.ok(isIncluded(outcome.leaf, proof, round.aggregate?.root ?? ''));
        assert.ok(!isIncluded(outcome.leaf.replace(/.$/, '9'), proof, round.aggregate?.root ?? ''));
      }
    });

    it('refuse an update that is copied from another', async () => {
      const { task, trainees } = await fixture.task();
      const [copier, copied, ...others] = trainees as [Trainee, Trainee, ...Trainee[]];
      await fixture.open(task);
      await copied.participant.commit(copied.train);
      const [commitment] = await fixture.records.commitments({ taskId: task.id, round: 1 });
      assert.ok(commitment);
      const { hash, examplesBucket } = commitment;
      await copier.vehicle.access.client.commitUpdate({
        taskId: task.id,
        round: 1,
        body: { hash, examplesBucket },
      });
      const { round } = await fixture.walk(task, [copied, ...others]);
      assert.equal(round.status, 'accepted');
      assert.deepEqual(round.aggregate?.excluded, [{ clientId: copier.vehicle.clientId, reason: 'copied' }]);
      assert.equal((await copied.participant.outcome(1))?.kind, 'included');
    });

    it('are not copied from: nothing leaves a client before the round takes no more commitments', async () => {
      const { task, trainees } = await fixture.task();
      const [first] = trainees as [Trainee];
      await fixture.open(task);
      assert.equal(await first.participant.commit(first.train), 1);
      assert.equal(await first.participant.reveal(1), false);
      const [commitment] = await fixture.records.commitments({ taskId: task.id, round: 1 });
      assert.equal(await fixture.carrier('user').weights.get(commitment?.hash ?? ''), undefined);
      await fixture.walk(task, trainees);
    });

    it('leave out what is no update of the task, by reason', async () => {
      const { task, trainees } = await fixture.task({}, 8);
      const [long, old, wide, ...others] = trainees as [Trainee, Trainee, Trainee, ...Trainee[]];
      await fixture.open(task);
      const count = task.model.parameters;
      const own = ({ vehicle }: Trainee, levels: Uint32Array): Uint8Array<ArrayBuffer> =>
        updateBytes({ taskId: task.id, round: 1, clientId: vehicle.clientId, salt: new Uint8Array(32), levels });
      const sent: [Trainee, Uint8Array<ArrayBuffer>, string][] = [
        [long, own(long, new Uint32Array(count + 1)), 'wrongShape'],
        [old, own(old, new Uint32Array(count)).map((byte, place) => (place === 16 ? 48 : byte)), 'wrongShape'],
        [wide, own(wide, new Uint32Array(count).fill(2 ** 31)), 'normTooLarge'],
      ];
      for (const [{ vehicle }, bytes] of sent) {
        const body = { hash: sha256Hex(bytes), examplesBucket: 4 };
        await vehicle.access.client.commitUpdate({ taskId: task.id, round: 1, body });
        await vehicle.access.weights.put('update', bytes);
      }
      const { round } = await fixture.walk(task, others);
      assert.equal(round.status, 'accepted');
      const reasons = new Map(round.aggregate?.excluded.map(({ clientId, reason }) => [clientId, reason]));
      assert.deepEqual(
        sent.map(([{ vehicle }]) => reasons.get(vehicle.clientId)),
        sent.map(([, , reason]) => reason),
      );
      assert.equal(round.aggregate?.resultHash, (await fixture.expected(task, [...others])).resultHash);
    });

    it('refuse strangers, and late or second commitments, by code', async () => {
      const { task, trainees } = await fixture.task({}, 3);
      const [first] = trainees as [Trainee];
      const stranger = fixture.vehicles[9];
      await fixture.open(task);
      const commit = (client = first.vehicle.access.client, hash = 'ab'.repeat(32)) =>
        client.commitUpdate({ taskId: task.id, round: 1, body: { hash, examplesBucket: 1 } });
      await assert.rejects(commit(stranger?.access.client), { code: 'FORBIDDEN' });
      await first.participant.commit(first.train);
      await assert.rejects(commit(), { code: 'ALREADY_EXISTS' });
      const { round } = await fixture.walk(task, trainees);
      assert.equal(round.status, 'accepted');
      await stranger?.access.client.joinLearningTask({ taskId: task.id });
      await assert.rejects(commit(stranger?.access.client), { code: 'FORBIDDEN' });
      await assert.rejects(commit(trainees[1]?.vehicle.access.client), { code: 'ALREADY_EXISTS' });
      await fixture.open(task, 2);
      const next = await fixture.walk(task, trainees, 2);
      assert.equal(next.round.status, 'accepted');
      const late = stranger?.access.client.commitUpdate({
        taskId: task.id,
        round: 2,
        body: { hash: 'cd'.repeat(32), examplesBucket: 1 },
      });
      await assert.rejects(late ?? Promise.resolve(), { code: 'ILLEGAL_STATUS' });
    });

    it('never see an update of a client whose training went wrong', async () => {
      const { task, trainees } = await fixture.task({}, 4);
      const [broken, ...others] = trainees as [Trainee, ...Trainee[]];
      await fixture.open(task);
      const count = task.model.parameters;
      for (const [value, length, code] of [
        [NaN, count, 'NOT_FINITE'],
        [Infinity, count, 'NOT_FINITE'],
        [0, count - 1, 'WRONG_LENGTH'],
      ] as const) {
        const train = () => Promise.resolve({ change: new Float64Array(length).fill(value), examples: 3 });
        await assert.rejects(
          broken.participant.commit(train),
          (error: unknown) => error instanceof LearningError && error.code === code,
        );
      }
      const windows = await fixture.walk(task, others);
      assert.equal(windows.round.commitments, 3);
    });

    it("carry an optimiser's state from round to round, attested with the model", async () => {
      const server = { name: 'adam' as const, learningRate: 100_000 };
      const { task, trainees } = await fixture.task({ aggregation: { rule: { name: 'fedavg' }, server } });
      for (const number of [1, 2]) {
        await fixture.open(task, number);
        const { round } = await fixture.walk(task, trainees, number);
        assert.equal(round.status, 'accepted');
        assert.equal(round.aggregate?.resultHash, (await fixture.expected(task, trainees, number)).resultHash);
      }
      const { head } = await fixture.records.task(task.id);
      const bytes = await fixture.delivered('recycler', head.modelHash);
      assert.equal(modelIn(bytes, task).optimiser?.rounds, 2);
    });

    it('add noise at home where a task asks for privacy, and weigh all alike', async () => {
      const privacy = { clipNorm: 500_000, noiseMultiplier: 1_000_000, inverseDelta: 100_000 };
      const { task, trainees } = await fixture.task({ privacy });
      await fixture.open(task);
      const { round } = await fixture.walk(task, trainees);
      assert.equal(round.status, 'accepted');
      const commitments = await fixture.records.commitments({ taskId: task.id, round: 1 });
      assert.deepEqual(
        commitments.map(({ examplesBucket }) => examplesBucket),
        trainees.map(() => 1),
      );
    });

    it('go on with a robust rule, and give a model that every member can fetch and that has learnt', async () => {
      const aggregation = { rule: { name: 'trimmedMean' as const, trim: 200_000 }, mixing: { faultyShare: 200_000 } };
      const { task, trainees } = await fixture.task({ aggregation }, 6);
      for (const number of [1, 2]) {
        await fixture.open(task, number);
        const { round } = await fixture.walk(task, trainees, number);
        assert.equal(round.status, 'accepted');
      }
      const { head } = await fixture.records.task(task.id);
      for (const name of ['producer', 'logistics', 'operator', 'user', 'station', 'recycler']) {
        await fixture.delivered(name, head.modelHash);
      }
      const [{ vehicle }] = trainees as [Trainee];
      assert.equal((await trainees[0]?.participant.model())?.hash, head.modelHash);
      assert.ok(vehicle.examples.count > 0);
    });
  });

  describe('whose coordinator lies', () => {
    before(() => {
      fixture.attest();
    });
    after(() => fixture.attestNoMore());

    /** A round that takes updates, all of them revealed and laid before the committee. */
    async function revealed() {
      const { task, trainees } = await fixture.task();
      const place = { taskId: task.id, round: 1 };
      await fixture.open(task);
      for (const { participant, train } of trainees) {
        await participant.commit(train);
      }
      await fixture.operator.client.endCommitting(place);
      for (const { participant, pending } of trainees) {
        assert.equal(await participant.reveal(1), true);
        const own = await pending.load(place);
        for (const name of ['producer', 'user', 'station']) {
          await fixture.carrier(name).weights.put('update', own?.bytes ?? new Uint8Array());
        }
      }
      const base = await fixture.operator.weights.get(task.initialModelHash);
      for (const name of ['producer', 'user', 'station']) {
        await fixture.carrier(name).weights.put('model', base ?? new Uint8Array());
      }
      return { task, trainees, place, closed: await fixture.expected(task, trainees) };
    }

    /** What the committee says of a proposal, once all three have spoken. */
    async function verdictsOn(place: { taskId: string; round: number }): Promise<Map<string, string>> {
      for (;;) {
        const attestations = await fixture.records.attestations(place);
        if (attestations.length === 3) {
          return new Map(attestations.map(({ mspId, verdict, reason }) => [mspId, `${verdict} ${reason ?? ''}`]));
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }

    it('about the model is voted down: its aggregate never becomes the model', async () => {
      const { task, place, closed } = await revealed();
      const forged = sha256Hex(`forged ${randomStream(1).uniform()}`);
      const body = { root: closed.root, resultHash: forged, excluded: [] };
      await fixture.operator.client.proposeAggregate({ ...place, body });
      const verdicts = await verdictsOn(place);
      for (const verdict of verdicts.values()) {
        assert.equal(verdict, 'reject the recomputed model is another one');
      }
      await fixture.operator.client.concludeRound(place);
      assert.equal((await fixture.records.round(place)).status, 'rejected');
      const { head } = await fixture.records.task(task.id);
      assert.deepEqual([head.modelHash, head.modelVersion], [task.initialModelHash, 0]);
      const { items } = await fixture.operator.client.listModels({ taskId: task.id });
      assert.deepEqual(
        items.map(({ hash }) => hash),
        [task.initialModelHash],
      );
      await fixture.open(task, 2);
      assert.equal((await fixture.records.round({ ...place, round: 2 })).base.hash, task.initialModelHash);
    });

    it('about who revealed in time is told by the member whose client it was', async function () {
      const { task, trainees, place } = await revealed();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const [left, ...others] = trainees as [Trainee, ...Trainee[]];
      const commitments = await fixture.records.commitments(place);
      const excluded = [{ clientId: left.vehicle.clientId, reason: 'notRevealed' as const }];
      const { resultHash } = await fixture.expected(task, others);
      const root = merkleRoot(includedIn(commitments, excluded).map(leafOf));
      await fixture.operator.client.proposeAggregate({ ...place, body: { root, resultHash, excluded } });
      const verdicts = await verdictsOn(place);
      assert.match(verdicts.get(mspIdOf(left.vehicle.home)) ?? '', /^reject .*revealed in time and is left out/);
      await fixture.operator.client.concludeRound(place);
      assert.equal((await fixture.records.round(place)).status, 'rejected');
    });
  });
});
