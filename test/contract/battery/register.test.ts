// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors, person } from '../../support/actors.js';
import { idOf, newBattery } from '../../support/battery-life.js';
import { consortiumOfSix } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const request = { key: 'register-1', batteries: [newBattery('A1'), newBattery('A2')] };

describe('battery:register', () => {
  it('puts batteries on record, announced and held by their producer', async () => {
    const runner = consortiumOfSix();
    const { batteries } = await runner.submit(actors.producer, 'battery:register', request);
    assert.deepEqual(
      batteries.map(({ id, producer, factory }) => [id, producer, factory]),
      [
        ['09521234543213-A1', 'ProducerMSP', 'announced'],
        ['09521234543213-A2', 'ProducerMSP', 'announced'],
      ],
    );
    const view = await runner.evaluate(actors.station, 'battery:get', { batteryId: '09521234543213-A1' });
    assert.equal(view.status.status, 'announced');
    assert.deepEqual(view.status.title, { mspId: 'ProducerMSP', role: 'producer' });
    assert.deepEqual(view.status.custody, view.status.title);
    assert.deepEqual(
      runner.lastEvent?.payload.items.map(({ id, commitment }) => [id, commitment]),
      request.batteries.map(({ serial, factoryCommitment }) => [idOf(serial), factoryCommitment]),
    );
  });

  it('repeats under the same key and announces nothing again', async () => {
    const runner = consortiumOfSix();
    const first = await runner.submit(actors.producer, 'battery:register', request);
    runner.clockAhead = 2000;
    assert.deepEqual(await runner.submit(actors.producer, 'battery:register', request), first);
    assert.deepEqual(runner.lastLedger?.writes, []);
    assert.equal(runner.events.length, 1);
  });

  it('refuses a taken identity and writes nothing at all', async () => {
    const runner = consortiumOfSix();
    await runner.submit(actors.producer, 'battery:register', request);
    const batteries = [newBattery('A3'), newBattery('A2', { category: 'lmt' })];
    const error = await refused(
      'ALREADY_EXISTS',
      runner.submit(actors.producer, 'battery:register', { key: 'register-2', batteries }),
    );
    assert.deepEqual(error.data, { pointer: '/batteries/1', index: 1, id: idOf('A2') });
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:get', { batteryId: idOf('A3') }));
  });

  it('refuses the identity to another producer and another key', async () => {
    const runner = consortiumOfSix({}, [{ mspId: 'ProducerTwoMSP', name: 'Two', role: 'producer' }]);
    await runner.submit(actors.producer, 'battery:register', request);
    const other = person('ProducerTwoMSP', 'pia', { role: 'producer' });
    await refused('ALREADY_EXISTS', runner.submit(other, 'battery:register', request));
    await refused(
      'ALREADY_EXISTS',
      runner.submit(actors.producer, 'battery:register', { ...request, key: 'register-9' }),
    );
  });

  it('refuses a battery that stands twice in the list', async () => {
    const batteries = [newBattery('A1'), newBattery('A1')];
    const error = await refused(
      'INVALID_INPUT',
      consortiumOfSix().submit(actors.producer, 'battery:register', { key: 'register-1', batteries }),
    );
    assert.equal(error.data['index'], 1);
  });

  it('names every offending place of an input', async () => {
    const batteries = [newBattery('A1'), newBattery('A2', { gtin: '09521234543214', category: 'toy' as 'ev' })];
    const error = await refused(
      'INVALID_INPUT',
      consortiumOfSix().submit(actors.producer, 'battery:register', { key: 'register-1', batteries }),
    );
    const issues = error.data['issues'] as { pointer: string; rule: string }[];
    assert.deepEqual(
      issues.map(({ pointer }) => pointer),
      ['/batteries/1/gtin', '/batteries/1/category'],
    );
    assert.equal(issues[0]?.rule, 'the GTIN check digit does not fit');
  });

  it('takes 500 batteries and no more', async () => {
    const runner = consortiumOfSix();
    const many = Array.from({ length: 501 }, (_, index) => newBattery(`M${index}`));
    await refused(
      'INVALID_INPUT',
      runner.submit(actors.producer, 'battery:register', { key: 'register-1', batteries: many }),
    );
    const { batteries } = await runner.submit(actors.producer, 'battery:register', {
      key: 'register-1',
      batteries: many.slice(0, 500),
    });
    assert.equal(batteries.length, 500);
  });
});
