// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { canonicalJson, sha256Hex } from '@wattpass/chaincode/domain';
import { actors, person } from '../../support/actors.js';
import { announced, factoryDataOf, idOf, manufactured, newBattery } from '../../support/battery-life.js';
import { consortiumOfSix } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

describe('sealing factory data', () => {
  it('puts the exact bytes of the commitment into the collection, and nothing in public', async () => {
    const runner = consortiumOfSix();
    const batteryId = await announced(runner, 'S1');
    const data = factoryDataOf(batteryId);
    const answer = await runner.submit(
      actors.producer,
      'battery:sealFactoryData',
      { batteryIds: [batteryId] },
      { items: [data] },
    );
    assert.deepEqual(answer, { batteryIds: [batteryId] });
    assert.deepEqual(
      runner.lastLedger?.writes.map(({ collection }) => collection),
      ['factory'],
    );
    const commitment = sha256Hex(canonicalJson(data));
    assert.deepEqual(runner.lastEvent, {
      name: 'factory.sealed',
      payload: { type: 'factory.sealed', items: [{ kind: 'factory', id: batteryId, commitment }] },
    });
    assert.equal(newBattery('S1').factoryCommitment, commitment);
  });

  it('refuses bytes other than announced, naming the item, and writes none', async () => {
    const runner = consortiumOfSix();
    const batteryIds = [await announced(runner, 'S1'), await announced(runner, 'S2')];
    const forged = factoryDataOf(idOf('S2'), { ratedCapacityMilliampHours: 200_000 });
    const error = await refused(
      'COMMITMENT_MISMATCH',
      runner.submit(
        actors.producer,
        'battery:sealFactoryData',
        { batteryIds },
        { items: [factoryDataOf(idOf('S1')), forged] },
      ),
    );
    assert.equal(error.data['pointer'], '/items/1');
    assert.equal(error.data['index'], 1);
    await refused('NOT_FOUND', runner.evaluate(actors.producer, 'battery:factoryData', { batteryId: idOf('S1') }));
  });

  it('happens once: the same again changes nothing, other data never fit', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'S1');
    const input = { batteryIds: [batteryId] };
    const events = runner.events.length;
    const before = await runner.evaluate(actors.user, 'battery:factoryData', { batteryId });
    await runner.submit(actors.producer, 'battery:sealFactoryData', input, { items: [factoryDataOf(batteryId)] });
    assert.deepEqual(await runner.evaluate(actors.user, 'battery:factoryData', { batteryId }), before);
    assert.equal(runner.events.length, events);
    const other = factoryDataOf(batteryId, { salt: 'f'.repeat(32) });
    await refused(
      'COMMITMENT_MISMATCH',
      runner.submit(actors.producer, 'battery:sealFactoryData', input, { items: [other] }),
    );
  });

  it('is for the producer that registered the battery alone', async () => {
    const runner = consortiumOfSix({}, [{ mspId: 'ProducerTwoMSP', name: 'Two', role: 'producer' }]);
    const batteryId = await announced(runner, 'S1');
    const other = person('ProducerTwoMSP', 'pia', { role: 'producer' });
    const input = { batteryIds: [batteryId] };
    await refused(
      'FORBIDDEN',
      runner.submit(other, 'battery:sealFactoryData', input, { items: [factoryDataOf(batteryId)] }),
    );
    await refused('FORBIDDEN', runner.submit(other, 'battery:confirmFactoryData', input));
  });

  it('wants the same batteries in arguments and payload', async () => {
    const runner = consortiumOfSix();
    const one = await announced(runner, 'S1');
    const two = await announced(runner, 'S2');
    const seal = (batteryIds: string[], items: string[]) =>
      runner.submit(
        actors.producer,
        'battery:sealFactoryData',
        { batteryIds },
        { items: items.map((id) => factoryDataOf(id)) },
      );
    assert.equal((await refused('INVALID_INPUT', seal([one, two], [two, one]))).data['index'], 0);
    assert.equal((await refused('INVALID_INPUT', seal([one, two], [one]))).data['index'], 1);
    assert.equal((await refused('INVALID_INPUT', seal([one], [one, two]))).data['index'], 1);
    assert.equal((await refused('INVALID_INPUT', seal([one, one], [one, one]))).data['index'], 1);
  });

  it('needs its payload, and a sound one', async () => {
    const runner = consortiumOfSix();
    const batteryId = await announced(runner, 'S1');
    const input = { batteryIds: [batteryId] };
    await refused('INVALID_INPUT', runner.submit(actors.producer, 'battery:sealFactoryData', input));
    await refused(
      'INVALID_INPUT',
      runner.submit(actors.producer, 'battery:sealFactoryData', input, Buffer.from('not json')),
    );
    const unsalted = { ...factoryDataOf(batteryId), salt: '' };
    const error = await refused(
      'INVALID_INPUT',
      runner.submit(actors.producer, 'battery:sealFactoryData', input, { items: [unsalted] }),
    );
    assert.deepEqual((error.data['issues'] as { pointer: string }[])[0]?.pointer, '/items/0/salt');
  });

  it('is refused for a battery nobody registered', async () => {
    const seal = consortiumOfSix().submit(
      actors.producer,
      'battery:sealFactoryData',
      { batteryIds: [idOf('S9')] },
      { items: [factoryDataOf(idOf('S9'))] },
    );
    await refused('NOT_FOUND', seal);
  });
});

describe('confirming factory data', () => {
  it('makes the battery manufactured and issues its first passport', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'C1');
    const { battery, status } = await runner.evaluate(actors.user, 'battery:get', { batteryId });
    assert.equal(battery.factory, 'sealed');
    assert.equal(status.status, 'manufactured');
    const { passports } = await runner.evaluate(actors.station, 'battery:passports', { batteryId });
    assert.deepEqual(
      passports.map(({ id, generation, life, status: state, issuedBy }) => [id, generation, life, state, issuedBy]),
      [[status.passportId, 1, 'original', 'active', 'ProducerMSP']],
    );
    assert.match(status.passportId ?? '', /^urn:wattpass:[0-9a-f]{32}$/);
    const passport = await runner.evaluate(actors.user, 'battery:passport', { passportId: status.passportId ?? '' });
    assert.deepEqual(passport, passports[0]);
  });

  it('needs the sealed bytes', async () => {
    const runner = consortiumOfSix();
    const batteryIds = [await manufactured(runner, 'C1'), await announced(runner, 'C2')];
    const error = await refused(
      'NOT_SEALED',
      runner.submit(actors.producer, 'battery:confirmFactoryData', { batteryIds }),
    );
    assert.equal(error.data['index'], 1);
  });

  it('refuses bytes that reached the collection by another way than the contract', async () => {
    const runner = consortiumOfSix();
    const batteryId = await announced(runner, 'C1');
    const forged = Buffer.from(canonicalJson({ ...factoryDataOf(batteryId), chemistry: 'NMC' }));
    runner.state.commit(
      [{ collection: 'factory', key: `\u0000factory\u0000${batteryId}\u0000`, value: forged }],
      'f',
      new Date(),
    );
    const confirm = runner.submit(actors.producer, 'battery:confirmFactoryData', { batteryIds: [batteryId] });
    await refused('COMMITMENT_MISMATCH', confirm);
    const { status } = await runner.evaluate(actors.user, 'battery:get', { batteryId });
    assert.equal(status.status, 'announced');
  });

  it('repeats without a second passport, also after the battery has gone on', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'C1');
    const before = await runner.evaluate(actors.user, 'battery:get', { batteryId });
    await runner.submit(actors.producer, 'battery:confirmFactoryData', { batteryIds: [batteryId] });
    assert.deepEqual(runner.lastLedger?.writes, []);
    assert.deepEqual(await runner.evaluate(actors.user, 'battery:get', { batteryId }), before);
  });

  it('lets the readers of the collection read, and nobody else', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'C1');
    for (const role of ['producer', 'operator', 'user', 'recycler'] as const) {
      const data = await runner.evaluate(actors[role], 'battery:factoryData', { batteryId });
      assert.deepEqual(data, factoryDataOf(batteryId));
    }
    for (const role of ['logistics', 'station'] as const) {
      await refused('FORBIDDEN', runner.evaluate(actors[role], 'battery:factoryData', { batteryId }));
    }
  });
});
