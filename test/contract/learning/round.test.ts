// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sha256Hex } from '@wattpass/chaincode/domain';
import { actors, person } from '../../support/actors.js';
import { clientIdOf, drawn, LearningRounds, updateHash, vehicles } from '../../support/learning-round.js';
import { refused } from '../../support/refused.js';

const [first, second, third] = vehicles as [
  (typeof vehicles)[number],
  (typeof vehicles)[number],
  (typeof vehicles)[number],
];

describe('a round of federated learning', () => {
  it('goes from open to a new model that a quorum of the committee recomputed', async () => {
    const rounds = await LearningRounds.create();
    const opened = await rounds.open();
    assert.equal(opened.status, 'committing');
    assert.deepEqual(opened.base, { version: 0, hash: sha256Hex('first model') });
    for (const vehicle of vehicles) {
      await rounds.commit(vehicle);
    }
    assert.equal((await rounds.endCommitting()).commitments, 3);
    const proposed = await rounds.propose();
    assert.equal(proposed.aggregate?.count, 3);
    for (const role of ['producer', 'user', 'station'] as const) {
      await rounds.attest(role);
    }
    assert.equal((await rounds.conclude()).status, 'accepted');
    assert.deepEqual((await rounds.state()).head, {
      round: 1,
      modelVersion: 1,
      modelHash: sha256Hex('second model'),
    });
    const { items } = await rounds.runner.evaluate(actors.user, 'learning:models', { taskId: rounds.task.id });
    assert.deepEqual(
      items.map(({ version, hash, round }) => ({ version, hash, round })),
      [
        { version: 0, hash: sha256Hex('first model'), round: 0 },
        { version: 1, hash: sha256Hex('second model'), round: 1 },
      ],
    );
    assert.deepEqual((await rounds.open(2)).base, { version: 1, hash: sha256Hex('second model') });
  });

  it('answers every step again with what it did the first time', async () => {
    const rounds = await LearningRounds.create();
    assert.deepEqual(await rounds.open(), await rounds.open());
    assert.deepEqual(await rounds.commit(first), await rounds.commit(first));
    await rounds.commit(second);
    assert.deepEqual(await rounds.endCommitting(), await rounds.endCommitting());
    assert.deepEqual(await rounds.propose(), await rounds.propose());
    assert.deepEqual(await rounds.attest('user'), await rounds.attest('user'));
    await rounds.attest('producer');
    await rounds.attest('station');
    assert.deepEqual(await rounds.conclude(), await rounds.conclude());
    assert.equal((await rounds.state()).head.modelVersion, 1);
  });

  it('keeps a wrong aggregate from ever becoming the model', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    await rounds.propose(1, [], 'forged model');
    await rounds.attest('producer', 'accept', 'forged model'); // in league with the aggregator
    await rounds.attest('user', 'accept', 'forged model');
    await refused('CONFLICT', rounds.conclude());
    await rounds.attest('station', 'reject');
    assert.equal((await rounds.conclude()).status, 'rejected');
    assert.equal((await rounds.state()).head.modelHash, sha256Hex('first model'));
  });

  it('rejects once a quorum can no longer come, and goes on from the same model', async () => {
    const rounds = await LearningRounds.create({
      committee: ['ProducerMSP', 'UserMSP', 'StationMSP', 'LogisticsMSP'],
    });
    await rounds.revealing();
    await rounds.propose(1, [], 'forged model');
    await rounds.attest('producer', 'reject');
    await refused('CONFLICT', rounds.conclude());
    await rounds.attest('user', 'reject');
    assert.equal((await rounds.conclude()).status, 'rejected');
    assert.equal((await rounds.state()).head.modelVersion, 0);
    assert.deepEqual((await rounds.open(2)).base, { version: 0, hash: sha256Hex('first model') });
  });

  it('is abandoned when the committee stays silent', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    await rounds.propose();
    await rounds.attest('producer');
    rounds.runner.clockAhead = 61_000;
    const { status, abandoned } = await rounds.conclude();
    assert.deepEqual({ status, abandoned }, { status: 'abandoned', abandoned: 'noQuorum' });
  });

  it('is abandoned with too few commitments at its deadline, and not before', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    await rounds.commit(first);
    await refused('RULE_VIOLATION', rounds.endCommitting());
    rounds.runner.clockAhead = 61_000;
    const { status, abandoned } = await rounds.endCommitting(1, actors.recycler);
    assert.deepEqual({ status, abandoned }, { status: 'abandoned', abandoned: 'tooFewCommitments' });
  });

  it('is given up by anybody when its aggregator is gone', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    rounds.runner.clockAhead = 100_000;
    await refused('RULE_VIOLATION', rounds.conclude());
    rounds.runner.clockAhead = 121_000;
    assert.equal((await rounds.conclude()).abandoned, 'noAggregate');
    assert.equal((await rounds.open(2)).number, 2);
  });

  it('closes at its deadline without those who never answer', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    await rounds.commit(first);
    await rounds.commit(second);
    rounds.runner.clockAhead = 61_000;
    assert.equal((await rounds.endCommitting(1, actors.logistics)).status, 'revealing');
    assert.equal((await rounds.propose()).aggregate?.count, 2);
  });
});

describe('commitments to updates', () => {
  it('fail at commit where the time for them ended meanwhile', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    await rounds.commit(first);
    await rounds.commit(second);
    const late = await rounds.runner.endorse(third, 'learning:commitUpdate', {
      taskId: rounds.task.id,
      round: 1,
      hash: updateHash(third),
      examplesBucket: 3,
    });
    await rounds.endCommitting();
    assert.throws(late.commit, /MVCC_READ_CONFLICT/);
    await refused('ILLEGAL_STATUS', rounds.commit(third));
  });

  it('never conflict with one another', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    const endorsed = await Promise.all(
      vehicles.map((vehicle) =>
        rounds.runner.endorse(vehicle, 'learning:commitUpdate', {
          taskId: rounds.task.id,
          round: 1,
          hash: updateHash(vehicle),
          examplesBucket: 3,
        }),
      ),
    );
    endorsed.forEach(({ commit }) => {
      commit();
    });
    assert.equal((await rounds.endCommitting()).commitments, 3);
  });

  it('are made once a round', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    await rounds.commit(first);
    await refused('ALREADY_EXISTS', rounds.commit(first, 1, sha256Hex('a second thought')));
  });

  it('are for those who joined before the round began, and have not left', async () => {
    const rounds = await LearningRounds.create({}, [first, second]);
    await rounds.open();
    await refused('FORBIDDEN', rounds.commit(third));
    await rounds.runner.submit(third, 'learning:join', { taskId: rounds.task.id });
    await refused('FORBIDDEN', rounds.commit(third));
    await rounds.runner.submit(second, 'learning:leave', { taskId: rounds.task.id });
    await refused('FORBIDDEN', rounds.commit(second));
  });

  it('are for those who are drawn', async () => {
    const many = Array.from({ length: 12 }, (_, place) => person('UserMSP', `w${place}`, { role: 'user' }));
    const rounds = await LearningRounds.create({ cohortShare: 500_000 }, many);
    const round = await rounds.open();
    const [lucky] = drawn(round, 500_000, true, many);
    const [unlucky] = drawn(round, 500_000, false, many);
    assert.ok(lucky && unlucky, 'twelve coins do not all fall on one side');
    await rounds.commit(lucky);
    assert.equal((await refused('RULE_VIOLATION', rounds.commit(unlucky))).data['rule'], 'cohort');
  });

  it('are refused after the deadline', async () => {
    const rounds = await LearningRounds.create();
    await rounds.open();
    rounds.runner.clockAhead = 61_000;
    assert.equal((await refused('RULE_VIOLATION', rounds.commit(first))).data['rule'], 'deadline');
  });
});

describe('an aggregate', () => {
  it('is refused where its tree is not over exactly the updates that are not excluded', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    const error = await refused('RULE_VIOLATION', rounds.propose(1, [], 'second model', sha256Hex('another tree')));
    assert.equal(error.data['rule'], 'root');
  });

  it('excludes whom it names, with a reason, and nobody twice or from outside', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    const out = { clientId: clientIdOf(third), reason: 'copied' } as const;
    const stranger = { clientId: 'ab'.repeat(16), reason: 'notRevealed' } as const;
    for (const excluded of [[out, out], [stranger]]) {
      assert.equal((await refused('RULE_VIOLATION', rounds.propose(1, excluded))).data['rule'], 'exclusions');
    }
    const { aggregate } = await rounds.propose(1, [out]);
    assert.deepEqual(aggregate?.excluded, [out]);
    assert.equal(aggregate.count, 2);
  });

  it('needs as many updates as the task asks for', async () => {
    const rounds = await LearningRounds.create({ minimumClients: 3 });
    await rounds.revealing();
    const excluded = [{ clientId: clientIdOf(third), reason: 'notFinite' } as const];
    assert.equal((await refused('RULE_VIOLATION', rounds.propose(1, excluded))).data['rule'], 'minimumClients');
  });

  it('is proposed by the coordinator alone, and only one a round', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    const asProducer = rounds.runner.submit(actors.producer, 'learning:proposeAggregate', {
      taskId: rounds.task.id,
      round: 1,
      root: sha256Hex(''),
      resultHash: sha256Hex(''),
      excluded: [],
    });
    await refused('FORBIDDEN', asProducer);
    await rounds.propose();
    await refused('ALREADY_EXISTS', rounds.propose(1, [], 'second thought'));
  });

  it('proves to a client that its update is inside', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    const { aggregate } = await rounds.propose(1, [{ clientId: clientIdOf(third), reason: 'notRevealed' }]);
    const proof = await rounds.runner.evaluate(first, 'learning:inclusion', {
      taskId: rounds.task.id,
      round: 1,
      clientId: clientIdOf(first),
    });
    assert.equal(proof.leaf, `${clientIdOf(first)}:${updateHash(first)}:5`);
    const hash = (prefix: number, ...parts: Buffer[]): Buffer =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(prefix), ...parts]))
        .digest();
    const own = hash(0, Buffer.from(proof.leaf));
    const sibling = Buffer.from(proof.path[0] ?? '', 'hex');
    const top = proof.index === 0 ? hash(1, own, sibling) : hash(1, sibling, own);
    assert.equal(top.toString('hex'), aggregate?.root);
    const missing = rounds.runner.evaluate(third, 'learning:inclusion', {
      taskId: rounds.task.id,
      round: 1,
      clientId: clientIdOf(third),
    });
    assert.equal((await refused('NOT_FOUND', missing)).data['excluded'], 'notRevealed');
  });
});

describe('the committee of a task', () => {
  it('attests what it recomputed, once, and gives a reason for a rejection', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    await refused('ILLEGAL_STATUS', rounds.attest('user'));
    await rounds.propose();
    assert.equal(
      (await refused('RULE_VIOLATION', rounds.attest('user', 'accept', 'another model'))).data['rule'],
      'verdict',
    );
    await rounds.attest('user');
    await refused('CONFLICT', rounds.attest('user', 'reject'));
    await refused('FORBIDDEN', rounds.attest('logistics'));
    await refused('FORBIDDEN', rounds.attest('operator'));
  });

  it('is too late after its time', async () => {
    const rounds = await LearningRounds.create();
    await rounds.revealing();
    await rounds.propose();
    rounds.runner.clockAhead = 61_000;
    assert.equal((await refused('RULE_VIOLATION', rounds.attest('user'))).data['rule'], 'deadline');
  });
});
