// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors } from '../../support/actors.js';
import { announced, certify, idOf, manufactured, refurbished } from '../../support/battery-life.js';
import { consortiumOfSix } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

describe('reading batteries', () => {
  it('lists them in the order of their ids, page by page', async () => {
    const runner = consortiumOfSix();
    for (const serial of ['P3', 'P1', 'P2', 'p0', 'P10']) {
      await announced(runner, serial);
    }
    const seen: string[] = [];
    let bookmark = '';
    do {
      const page = await runner.evaluate(actors.user, 'battery:list', { limit: 2, bookmark });
      assert.ok(page.items.length <= 2);
      seen.push(...page.items.map(({ battery }) => battery.id));
      bookmark = page.bookmark;
    } while (bookmark !== '');
    assert.deepEqual(seen, ['P1', 'P10', 'P2', 'P3', 'p0'].map(idOf));
  });

  it('tells the whole public life of a battery, oldest first', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'H1');
    await certify(runner, batteryId);
    const { entries } = await runner.evaluate(actors.station, 'battery:history', { batteryId });

    const statuses = entries
      .filter(({ record }) => record === 'status')
      .map(({ value }) => (value as { status: string }).status);
    assert.deepEqual(
      statuses.filter((status, index) => status !== statuses[index - 1]),
      ['announced', 'manufactured', 'commissioned', 'inService', 'retired', 'evaluated', 'refurbished', 'certified'],
    );
    const count = (kind: string) => entries.filter(({ record }) => record === kind).length;
    assert.equal(count('battery'), 2); // registered, confirmed
    assert.equal(count('move'), 10); // five moves, offered and accepted
    assert.equal(count('passport'), 3); // issued, superseded, issued
    assert.equal(count('certificate'), 2); // announced, confirmed
    const times = entries.map(({ at }) => Date.parse(at));
    assert.deepEqual(
      times,
      times.toSorted((left, right) => left - right),
    );
    assert.ok(entries.every(({ txId, recordId }) => /^[0-9a-f]{64}$/.test(txId) && recordId.length > 0));
  });

  it('does not mix batteries whose serial numbers begin alike', async () => {
    const runner = consortiumOfSix();
    const one = await manufactured(runner, 'A');
    await manufactured(runner, 'AB');
    const { passports } = await runner.evaluate(actors.user, 'battery:passports', { batteryId: one });
    assert.equal(passports.length, 1);
    const { entries } = await runner.evaluate(actors.user, 'battery:history', { batteryId: one });
    assert.ok(entries.every(({ value }) => !JSON.stringify(value).includes('-AB')));
  });

  it('says what does not exist', async () => {
    const runner = consortiumOfSix();
    const batteryId = idOf('NONE');
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:get', { batteryId }));
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:history', { batteryId }));
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:factoryData', { batteryId }));
    const passportId = `urn:wattpass:${'0'.repeat(32)}`;
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:passport', { passportId }));
    const certificateId = '0'.repeat(32);
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'battery:certificate', { certificateId }));
    await refused('NOT_FOUND', runner.evaluate(actors.producer, 'battery:certificateEvidence', { certificateId }));
  });
});
