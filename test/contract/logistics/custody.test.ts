// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors, partyOf } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import {
  consortiumWithStrangers,
  custodyOf,
  inSeconds,
  journeyTo,
  seedOffer,
  seedStatus,
  strangers,
  travellers,
} from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const carrier = partyOf(actors.logistics);
const [first, second, third] = travellers;

describe('logistics:pickUp', () => {
  let runner: ContractRunner;
  let agreementId: string;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    ({ id: agreementId } = await journeyTo(runner, 'accepted'));
  });

  it('passes the custody of every scanned item to the carrier, in any order and read twice', async () => {
    const scanned = [third, first, second, first];
    const agreement = await runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned });
    assert.equal(agreement.status, 'inTransit');
    assert.ok(agreement.pickedUpAt);
    assert.deepEqual(
      travellers.map((id) => custodyOf(runner, id)),
      [carrier, carrier, carrier],
    );
    assert.deepEqual(runner.lastEvent?.payload.items, [
      { kind: 'agreement', id: agreementId, batchId: 'B-1' },
      ...travellers.map((id) => ({ kind: 'batteryStatus', id })),
    ]);
  });

  it('leaves the title where it was', async () => {
    const endorsed = await runner.endorse(actors.logistics, 'logistics:pickUp', {
      agreementId,
      scanned: [...travellers],
    });
    const statuses = endorsed.ledger.writes
      .filter(({ key }) => key.startsWith('\u0000status'))
      .map(({ value }) => JSON.parse(Buffer.from(value!).toString('utf8')) as { title: unknown });
    assert.equal(statuses.length, 3);
    assert.ok(statuses.every(({ title }) => JSON.stringify(title) === '{"mspId":"ProducerMSP","role":"producer"}'));
  });

  it('refuses missing and unknown scans, naming them, and moves nothing', async () => {
    const scanned = [first, third, '09521234543213-ALIEN'];
    const error = await refused(
      'RULE_VIOLATION',
      runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned }),
    );
    assert.deepEqual(error.data, {
      rule: 'scanEveryItem',
      missing: [second],
      missingCount: 1,
      unknown: ['09521234543213-ALIEN'],
      unknownCount: 1,
    });
    assert.deepEqual(custodyOf(runner, first), partyOf(actors.producer));
  });

  it('refuses an item that has left the custody of the consignor', async () => {
    seedStatus(runner, second, actors.operator);
    const error = await refused(
      'CONFLICT',
      runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned: [...travellers] }),
    );
    assert.equal(error.data['pointer'], '/scanned/1');
    assert.equal(error.data['id'], second);
  });

  it('refuses an item whose custody is on offer, by the place of its scan', async () => {
    const moveId = seedOffer(runner, third, actors.producer, inSeconds(60));
    const error = await refused(
      'CONFLICT',
      runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned: [third, second, first] }),
    );
    assert.equal(error.data['pointer'], '/scanned/0');
    assert.equal(error.data['moveId'], moveId);
  });

  it('clears an offer of custody that has run out', async () => {
    const moveId = seedOffer(runner, third, actors.producer, inSeconds(-60));
    await runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned: [...travellers] });
    assert.deepEqual(custodyOf(runner, third), carrier);
    const { items } = await runner.evaluate(actors.user, 'battery:moves', { batteryId: third });
    assert.deepEqual(
      items.map(({ id, status }) => [id, status]),
      [[moveId, 'expired']],
    );
    await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.recycler, 'battery:acceptMove', { moves: [{ batteryId: third, moveId }] }),
    );
  });

  it('refuses a battery that has been recycled', async () => {
    seedStatus(runner, third, actors.producer, { status: 'recycled' });
    await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned: [...travellers] }),
    );
  });

  it('lets an offer of the title alone stand', async () => {
    seedStatus(runner, third, actors.producer, { openTitleMove: 'd'.repeat(32) });
    await runner.submit(actors.logistics, 'logistics:pickUp', { agreementId, scanned: [...travellers] });
    assert.deepEqual(custodyOf(runner, third), carrier);
  });

  it('is for the carrier of the agreement alone', async () => {
    await refused(
      'FORBIDDEN',
      runner.submit(strangers.carrier, 'logistics:pickUp', { agreementId, scanned: [...travellers] }),
    );
  });

  it('happens once: the same again changes nothing, another scan is refused', async () => {
    const input = { agreementId, scanned: [...travellers] };
    const pickedUp = await runner.submit(actors.logistics, 'logistics:pickUp', input);
    const again = await runner.endorse(actors.logistics, 'logistics:pickUp', input);
    assert.deepEqual(again.output, pickedUp);
    assert.deepEqual([again.ledger.writes, again.ledger.event], [[], undefined]);
    const less = { agreementId, scanned: [first] };
    await refused('RULE_VIOLATION', runner.submit(actors.logistics, 'logistics:pickUp', less));
    await refused('FORBIDDEN', runner.submit(strangers.carrier, 'logistics:pickUp', input));
    await runner.submit(actors.logistics, 'logistics:arrive', { agreementId });
    const late = await refused('ILLEGAL_STATUS', runner.submit(actors.logistics, 'logistics:pickUp', input));
    assert.deepEqual(late.data['legal'], ['delivered']);
  });

  it('needs acceptance first', async () => {
    const offered = await journeyTo(runner, 'offered', { batchId: 'B-2' });
    await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.logistics, 'logistics:pickUp', { agreementId: offered.id, scanned: [...travellers] }),
    );
  });

  it('lets one of two batches with the same battery travel', async () => {
    const other = await journeyTo(runner, 'accepted', { batchId: 'B-2' });
    const scanned = [...travellers];
    const one = await runner.endorse(actors.logistics, 'logistics:pickUp', { agreementId, scanned });
    const two = await runner.endorse(actors.logistics, 'logistics:pickUp', { agreementId: other.id, scanned });
    one.commit();
    assert.throws(two.commit, /MVCC_READ_CONFLICT/);
    await refused('CONFLICT', runner.submit(actors.logistics, 'logistics:pickUp', { agreementId: other.id, scanned }));
  });
});

describe('logistics:arrive', () => {
  it('is reported by the carrier of the agreement, once: the same again changes nothing', async () => {
    const runner = consortiumWithStrangers();
    const { id: agreementId } = await journeyTo(runner, 'inTransit');
    await refused('FORBIDDEN', runner.submit(strangers.carrier, 'logistics:arrive', { agreementId }));
    const arrived = await runner.submit(actors.logistics, 'logistics:arrive', { agreementId });
    assert.equal(arrived.status, 'arrived');
    const again = await runner.endorse(actors.logistics, 'logistics:arrive', { agreementId });
    assert.deepEqual([again.output, again.ledger.writes, again.ledger.event], [arrived, [], undefined]);
    await refused('FORBIDDEN', runner.submit(strangers.carrier, 'logistics:arrive', { agreementId }));
  });
});

describe('logistics:receive', () => {
  let runner: ContractRunner;
  let agreementId: string;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    ({ id: agreementId } = await journeyTo(runner, 'arrived'));
  });

  it('passes the custody of every scanned item to the receiver', async () => {
    const scanned = [...travellers].reverse();
    const agreement = await runner.submit(actors.operator, 'logistics:receive', { agreementId, scanned });
    assert.equal(agreement.status, 'delivered');
    assert.deepEqual(agreement.discrepancies, []);
    assert.deepEqual(
      travellers.map((id) => custodyOf(runner, id)),
      Array(3).fill(partyOf(actors.operator)),
    );
  });

  it('puts missing, damaged and unexpected items on record and leaves the missing with the carrier', async () => {
    const agreement = await runner.submit(actors.operator, 'logistics:receive', {
      agreementId,
      scanned: [first, '09521234543213-ALIEN', third],
      damaged: [{ batteryId: third, note: 'dent in the case' }],
    });
    assert.deepEqual(agreement.discrepancies, [
      { batteryId: second, kind: 'missing' },
      { batteryId: third, kind: 'damaged', note: 'dent in the case' },
      { batteryId: '09521234543213-ALIEN', kind: 'unexpected' },
    ]);
    assert.deepEqual(custodyOf(runner, first), partyOf(actors.operator));
    assert.deepEqual(custodyOf(runner, second), carrier);
    assert.deepEqual(custodyOf(runner, third), partyOf(actors.operator));
  });

  it('takes a delivery of nothing: all of it is missing', async () => {
    const agreement = await runner.submit(actors.operator, 'logistics:receive', { agreementId, scanned: [] });
    assert.equal(agreement.status, 'delivered');
    assert.deepEqual(
      agreement.discrepancies.map(({ kind }) => kind),
      ['missing', 'missing', 'missing'],
    );
    assert.deepEqual(custodyOf(runner, first), carrier);
  });

  it('gives a battery that is not of the batch to nobody', async () => {
    seedStatus(runner, '09521234543213-OTHER', actors.logistics);
    const scanned = [...travellers, '09521234543213-OTHER'];
    await runner.submit(actors.operator, 'logistics:receive', { agreementId, scanned });
    assert.deepEqual(custodyOf(runner, '09521234543213-OTHER'), carrier);
  });

  it('refuses damage on an item that was not scanned, or twice on one', async () => {
    const receive = (damaged: { batteryId: string }[]) =>
      runner.submit(actors.operator, 'logistics:receive', { agreementId, scanned: [first, third], damaged });
    const error = await refused('INVALID_INPUT', receive([{ batteryId: first }, { batteryId: second }]));
    assert.equal(error.data['pointer'], '/damaged/1/batteryId');
    await refused('INVALID_INPUT', receive([{ batteryId: first }, { batteryId: first }]));
  });

  it('is for the receiver of the agreement alone', async () => {
    const input = { agreementId, scanned: [...travellers] };
    await refused('FORBIDDEN', runner.submit(strangers.operator, 'logistics:receive', input));
    await refused('FORBIDDEN', runner.submit(actors.producer, 'logistics:receive', input));
    await refused('FORBIDDEN', runner.submit(actors.recycler, 'logistics:receive', input));
  });

  it('happens once: the same again changes nothing, another scan is refused', async () => {
    const input = { agreementId, scanned: [first, third], damaged: [{ batteryId: third, note: 'dented' }] };
    const received = await runner.submit(actors.operator, 'logistics:receive', input);
    const again = await runner.endorse(actors.operator, 'logistics:receive', input);
    assert.deepEqual(again.output, received);
    assert.deepEqual([again.ledger.writes, again.ledger.event], [[], undefined]);
    for (const other of [{ scanned: [...travellers] }, { ...input, damaged: [] }]) {
      const another = { agreementId, ...other };
      const error = await refused('ILLEGAL_STATUS', runner.submit(actors.operator, 'logistics:receive', another));
      assert.deepEqual(error.data['legal'], []);
    }
    await refused('FORBIDDEN', runner.submit(strangers.operator, 'logistics:receive', input));
  });

  it('happens once, also when two people scan at the same time', async () => {
    const one = await runner.endorse(actors.operator, 'logistics:receive', { agreementId, scanned: [first] });
    const two = await runner.endorse(actors.operator, 'logistics:receive', { agreementId, scanned: [...travellers] });
    one.commit();
    assert.throws(two.commit, /MVCC_READ_CONFLICT/);
    assert.deepEqual(custodyOf(runner, second), carrier);
  });

  it('needs arrival first', async () => {
    const other = await journeyTo(runner, 'inTransit', { batchId: 'B-2' });
    const error = await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.operator, 'logistics:receive', { agreementId: other.id, scanned: [...travellers] }),
    );
    assert.deepEqual(error.data['legal'], ['arrived']);
  });

  it('refuses an item that the carrier has passed on or offered to somebody else', async () => {
    const input = { agreementId, scanned: [...travellers] };
    seedOffer(runner, second, actors.logistics, inSeconds(60));
    const offered = await refused('CONFLICT', runner.submit(actors.operator, 'logistics:receive', input));
    assert.equal(offered.data['pointer'], '/scanned/1');
    seedStatus(runner, second, actors.recycler);
    await refused('CONFLICT', runner.submit(actors.operator, 'logistics:receive', input));
    assert.deepEqual(custodyOf(runner, first), carrier);
  });
});
