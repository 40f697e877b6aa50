// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { LogisticsDetail } from '@wattpass/chaincode/domain';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, journeyTo, strangers, thresholds } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const salt = 'a1'.repeat(16);
const at = '2026-11-22T03:00:00Z';

describe('logistics:recordDetails', () => {
  let runner: ContractRunner;
  let agreementId: string;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    ({ id: agreementId } = await journeyTo(runner, 'accepted'));
  });
  const shock = (milliG: number): LogisticsDetail => ({ kind: 'shock', agreementId, salt, at, milliG });
  const temperature = (milliCelsius: number): LogisticsDetail => ({
    kind: 'temperature',
    agreementId,
    salt,
    at,
    milliCelsius,
  });
  const record = (key: string, items: LogisticsDetail[], caller: typeof actors.logistics = actors.logistics) =>
    runner.submit(caller, 'logistics:recordDetails', { key }, { items });
  const details = async (caller: typeof actors.logistics = actors.logistics) =>
    (await runner.evaluate(caller, 'logistics:details', { agreementId })).items;

  it('keeps every kind of record, for carrier and operators alone', async () => {
    const items: LogisticsDetail[] = [
      { kind: 'route', agreementId, salt, at, stops: ['Leipzig', 'Kassel'] },
      { kind: 'checkpoint', agreementId, salt, at, place: 'Eisenach', latitudeMicrodegrees: 50_974_800 },
      shock(100),
      temperature(20_000),
      { kind: 'receipt', agreementId, salt, at, signedBy: 'Olga' },
    ];
    const { ids } = await record('journey-1', items);
    assert.equal(ids.length, 5);
    const stored = await details(actors.operator);
    assert.deepEqual(new Set(stored.map(({ record: { kind } }) => kind)), new Set(items.map(({ kind }) => kind)));
    assert.deepEqual(await details(), stored);
    assert.ok(stored.every(({ by }) => by === 'LogisticsMSP'));
    for (const outsider of [actors.producer, actors.user, actors.station, actors.recycler]) {
      await refused('FORBIDDEN', details(outsider));
    }
  });

  for (const [what, value, breach] of [
    ['a shock on the threshold', () => shock(thresholds.shockMilliG), undefined],
    ['a shock over it', () => shock(thresholds.shockMilliG + 1), 'shock'],
    ['the lowest temperature', () => temperature(thresholds.minMilliCelsius), undefined],
    ['a temperature below it', () => temperature(thresholds.minMilliCelsius - 1), 'temperature'],
    ['the highest temperature', () => temperature(thresholds.maxMilliCelsius), undefined],
    ['a temperature above it', () => temperature(thresholds.maxMilliCelsius + 1), 'temperature'],
  ] as const) {
    it(`marks ${what} as ${breach ?? 'kept'}`, async () => {
      await record('journey-1', [value()]);
      const [stored] = await details();
      assert.equal(stored?.breach, breach);
    });
  }

  it('announces ids and commitments alone, which fit the bytes in the collection', async () => {
    const { ids } = await record('journey-1', [shock(9000)]);
    const [id = ''] = ids;
    const bytes = runner.state.get(composeKey(['detail', agreementId, id]), 'logisticsDetail')!.value;
    assert.deepEqual(runner.lastEvent, {
      name: 'logisticsDetail.recorded',
      payload: {
        type: 'logisticsDetail.recorded',
        items: [{ kind: 'logisticsDetail', id, commitment: createHash('sha256').update(bytes).digest('hex') }],
      },
    });
  });

  it('writes a repeat once, also under a new salt and after the journey has ended', async () => {
    const first = await record('journey-1', [shock(1), shock(2)]);
    const before = await details();
    const events = runner.events.length;
    assert.deepEqual(await record('journey-1', [{ ...shock(1), salt: 'b2'.repeat(16) }, shock(2)]), first);
    assert.deepEqual(await details(), before);
    assert.equal(runner.events.length, events);
    assert.notDeepEqual(await record('journey-2', [shock(1)]), first);
  });

  it('writes a repeat into the collection all the same, because one organisation can endorse nothing else', async () => {
    await record('journey-1', [shock(1), shock(2)]);
    const before = await details();
    const items = [shock(1), shock(2)];
    const again = await runner.endorse(actors.logistics, 'logistics:recordDetails', { key: 'journey-1' }, { items });
    assert.deepEqual(
      again.ledger.writes.map(({ collection }) => collection),
      ['logisticsDetail', 'logisticsDetail'],
    );
    again.commit();
    assert.deepEqual(await details(), before);
  });

  it('refuses other content under a key, naming the item', async () => {
    await record('journey-1', [shock(1), shock(2)]);
    const error = await refused('ALREADY_EXISTS', record('journey-1', [shock(1), shock(3)]));
    assert.equal(error.data['pointer'], '/items/1');
  });

  it('takes all or none', async () => {
    const stray = { ...shock(5), agreementId: '0'.repeat(32) };
    const error = await refused('NOT_FOUND', record('journey-1', [shock(5), stray]));
    assert.equal(error.data['pointer'], '/items/1');
    assert.deepEqual(await details(), []);
  });

  it('is for the carrier of the agreement alone', async () => {
    await refused('FORBIDDEN', record('journey-1', [shock(5)], strangers.carrier));
  });

  it('needs acceptance, and goes on after delivery', async () => {
    const { id: offered } = await journeyTo(runner, 'offered', { batchId: 'B-2' });
    const early = await refused('ILLEGAL_STATUS', record('journey-1', [{ ...shock(5), agreementId: offered }]));
    assert.deepEqual(early.data['legal'], ['accepted', 'inTransit', 'arrived', 'delivered']);
    const { id: delivered } = await journeyTo(runner, 'delivered', { batchId: 'B-3' });
    await record('journey-1', [{ ...shock(5), agreementId: delivered }]);
  });

  it('refuses a journey that was called off', async () => {
    await runner.submit(actors.producer, 'logistics:cancelAgreement', { agreementId });
    await refused('ILLEGAL_STATUS', record('journey-1', [shock(5)]));
  });

  it('needs the payload in the transient data', async () => {
    await refused('INVALID_INPUT', runner.submit(actors.logistics, 'logistics:recordDetails', { key: 'journey-1' }));
  });

  it('lists records oldest first', async () => {
    await record('journey-1', [
      { ...shock(2), at: '2026-11-22T03:00:02Z' },
      { ...shock(1), at: '2026-11-22T03:00:01Z' },
    ]);
    runner.clockAhead = 60_000;
    await record('journey-2', [{ ...shock(3), at: '2026-11-22T02:00:00Z' }]);
    const shocks = (await details()).map(({ record: detail }) => (detail.kind === 'shock' ? detail.milliG : 0));
    assert.deepEqual(shocks, [1, 2, 3]);
  });

  it('of an unknown agreement are not found', async () => {
    await refused('NOT_FOUND', runner.evaluate(actors.operator, 'logistics:details', { agreementId: '0'.repeat(32) }));
  });
});
