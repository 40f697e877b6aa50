// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { requireCertified } from '@wattpass/chaincode/contracts/market/require-trader.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { InMemoryLedger } from '../../support/in-memory-ledger.js';
import { MovingMarket } from '../../support/moving-market.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { walletKey } from '../../support/wallet-keys.js';

describe('vehicles that change their LEAG', function () {
  this.timeout(20_000);
  let fleet: TestVehicle[];
  let market: MovingMarket;
  /** One vehicle of the north that moves, those that stay there, and those of the south. */
  let mover: TestVehicle;
  let stayers: TestVehicle[];
  let southerners: TestVehicle[];
  before(async () => {
    fleet = await Promise.all(Array.from({ length: 10 }, () => testVehicle()));
  });
  beforeEach(async () => {
    [mover, stayers, southerners] = [fleet[0] ?? assert.fail(), fleet.slice(1, 5), fleet.slice(5, 9)];
    market = await MovingMarket.settled([mover, ...stayers], southerners);
  });
  const depart = () => market.rotate('north', { stay: stayers, leave: [mover] });
  const arrive = async () => {
    await market.enrol('south', [mover]);
    return market.rotate('south', { stay: southerners, arrive: [mover] });
  };
  const statusOf = async (vehicle: TestVehicle) => (await market.status(market.nameOf(vehicle))).status;

  it('leave with a rotation, under a new name that trades nowhere, and arrive with one', async () => {
    market.setScore(mover, 777_777);
    const first = market.nameOf(mover);
    const { certified, leaving, released } = await depart();
    const between = market.nameOf(mover);
    assert.deepEqual([leaving, released, certified.length], [[between], [mover.nullifier], 5]);
    assert.deepEqual([(await market.status(first)).status, await statusOf(mover)], ['rotated', 'leaving']);
    assert.deepEqual((await arrive()).arrived, [between]);
    const { leag, status, origin } = await market.status(market.nameOf(mover));
    assert.deepEqual([leag, status, origin], ['south', 'active', 'rotated']);
    assert.equal((await market.status(between)).status, 'moved');
    assert.equal(market.reputation(mover).seller.score, 750_000);
    const { link } = await market.runner.evaluate(actors.station, 'trader:link', { pseudonym: market.nameOf(mover) });
    assert.deepEqual([link.nullifier, link.previous], [mover.nullifier, between]);
  });

  it('trade where they are, and nowhere in between', async () => {
    const trades = (leag: string) =>
      requireCertified(new InMemoryLedger(market.runner.state, () => false, 'UserMSP'), leag, market.nameOf(mover));
    await trades('north');
    await depart();
    assert.equal((await refused('RULE_VIOLATION', trades('north'))).data['rule'], 'certified');
    await market.enrol('south', [mover]);
    assert.equal((await refused('RULE_VIOLATION', trades('south'))).data['rule'], 'certified');
    await arrive();
    await trades('south');
    await refused('RULE_VIOLATION', trades('north'));
  });

  it('are counted at both LEAGs, also there and back again', async () => {
    const counts = async () => [await market.count('north'), await market.count('south')];
    const north = { leag: 'north', entitled: 5, fresh: 5 };
    const south = { leag: 'south', entitled: 4, fresh: 4 };
    await depart();
    assert.deepEqual(await counts(), [
      { ...north, enrolled: 4, active: 4, arrived: 0, left: 1 },
      { ...south, enrolled: 4, active: 4, arrived: 0, left: 0 },
    ]);
    await arrive();
    assert.deepEqual(await counts(), [
      { ...north, enrolled: 4, active: 4, arrived: 0, left: 1 },
      { ...south, enrolled: 5, active: 5, arrived: 1, left: 0 },
    ]);
    market.passDays();
    await market.rotate('south', { stay: southerners, leave: [mover] });
    await market.enrol('north', [mover]);
    await market.rotate('north', { stay: stayers, arrive: [mover] });
    assert.deepEqual(await counts(), [
      { ...north, enrolled: 5, active: 5, arrived: 1, left: 1 },
      { ...south, enrolled: 4, active: 4, arrived: 1, left: 1 },
    ]);
    market.passDays();
    await depart();
    assert.deepEqual((await counts())[0], { ...north, enrolled: 4, active: 4, arrived: 1, left: 2 });
  });

  it('can turn back, or go on to another LEAG, of the same organisation as well', async () => {
    await depart();
    await market.enrol('west', [mover]);
    await market.release('west', [mover]); // it has no name there yet, and keeps the one that it brings
    await market.enrol('north', [mover]);
    market.passDays();
    await market.rotate('north', { stay: stayers, arrive: [mover] });
    assert.deepEqual((await market.status(market.nameOf(mover))).leag, 'north');
    const counted = { leag: 'north', enrolled: 5, entitled: 5, active: 5, fresh: 5, arrived: 1, left: 1 };
    assert.deepEqual(await market.count('north'), counted);
    const west = { leag: 'west', enrolled: 0, entitled: 0, active: 0, fresh: 0, arrived: 0, left: 0 };
    assert.deepEqual(await market.count('west'), west);
  });

  it('are enough for a batch where all of it arrives', async () => {
    const four = [mover, ...stayers.slice(1)];
    await market.rotate('north', { stay: stayers.slice(0, 1), leave: four });
    await market.enrol('west', four);
    await market.rotate('west', { arrive: four });
    const { enrolled, active, arrived } = await market.count('west');
    assert.deepEqual([enrolled, active, arrived], [4, 4, 4]);
  });

  it('are known by no pair: lists are sorted, and equal starts are named in ascending order', async () => {
    const two = [mover, ...stayers.slice(3)];
    const rotation = await market.rotate('north', { stay: stayers.slice(0, 3), leave: two });
    for (const list of [rotation.retired, rotation.certified, rotation.leaving, rotation.released]) {
      assert.deepEqual(list, [...list].sort()); // nobody has traded, so all start alike
    }
    const published = JSON.stringify([rotation, market.runner.lastEvent]);
    assert.ok(!fleet.some(({ vehicleId }) => published.includes(vehicleId)));
    for (const vehicle of two) {
      const records = [keys.trader(market.nameOf(vehicle)), keys.reputation(market.nameOf(vehicle))];
      const text = JSON.stringify(records.map((key) => market.stored(key)));
      assert.ok(!two.some(({ nullifier }) => text.includes(nullifier)));
      assert.ok(!rotation.retired.some((old) => text.includes(old)));
    }
  });

  describe('leave no record behind', () => {
    it('a bar stays a bar, and a newcomer a newcomer', async () => {
      market.setScore(mover, 180_000);
      await depart();
      await arrive();
      const { trust, probation, seller } = market.reputation(mover);
      assert.deepEqual([trust.sellerBarred, seller.score], [true, 150_000]);
      assert.deepEqual(probation, { successes: 0, counterparties: [] });
    });

    it('have no first name at the next LEAG', async () => {
      await depart();
      await market.enrol('south', [mover]);
      const items = [{ pseudonym: walletKey().address, nullifier: mover.nullifier, salt: 'ab'.repeat(16) }];
      const seal = market.runner.submit(actors.station, 'trader:sealLinks', { leag: 'south' }, { items });
      const error = await refused('CONFLICT', seal);
      assert.deepEqual([error.data['rule'], error.data['pointer']], ['previous', '/previous']);
    });

    it('are held to that by the counts, should a LEAG have changed what its own peer checks', async () => {
      const four = [mover, ...stayers.slice(1)];
      await market.rotate('north', { stay: stayers.slice(0, 1), leave: four });
      await market.enrol('south', four);
      const pseudonyms = Array.from({ length: 4 }, () => walletKey().address).sort();
      pseudonyms.forEach((pseudonym) => {
        market.sealPast('south', keys.link(pseudonym));
      });
      const certify = market.runner.submit(actors.station, 'trader:certify', { leag: 'south', pseudonyms });
      assert.equal((await refused('RULE_VIOLATION', certify)).data['rule'], 'firstPseudonym');
    });
  });

  describe('that have no name yet', () => {
    const nameless = () => fleet.slice(9);
    beforeEach(async () => {
      await market.enrol('north', nameless());
    });

    it('are let go at once, alone, and get their first name at the next LEAG', async () => {
      const { nullifiers } = await market.release('north', nameless());
      assert.deepEqual(nullifiers, [nameless()[0]?.nullifier]);
      const north = await market.count('north');
      assert.deepEqual([north.enrolled, north.entitled], [5, 5]);
      await market.settleIn('west', nameless().concat(await Promise.all([1, 2, 3].map(() => testVehicle()))));
      const { enrolled, entitled, fresh } = await market.count('west');
      assert.deepEqual([enrolled, entitled, fresh], [4, 4, 4]);
    });

    it('are let go under one key once; another request under it is refused', async () => {
      const key = 'request-x';
      const [one, two] = [nameless()[0] ?? assert.fail(), await testVehicle()];
      await market.enrol('north', [two]);
      const items = [one, two].map((vehicle) => vehicle.askToLeave('north', { notAfter: market.soon() }));
      const seal = () =>
        market.runner.submit(actors.operator, 'trader:sealReleases', { leag: 'north', key }, { items });
      await seal();
      const release = (nullifiers: string[]) =>
        market.runner.submit(actors.operator, 'trader:release', { leag: 'north', key, nullifiers });
      await refused('INVALID_INPUT', release([two.nullifier, one.nullifier].sort().reverse()));
      const first = await release([one.nullifier]);
      assert.deepEqual(await release([one.nullifier]), first);
      await seal();
      await refused('ALREADY_EXISTS', release([one.nullifier, two.nullifier].sort()));
      await market.enrol('north', [one]);
      assert.deepEqual(await release([one.nullifier]), first);
      assert.equal((await market.count('north')).enrolled, 7, 'an old request lets nobody go again');
    });

    it('are no others: who has a name leaves in a rotation', async () => {
      const error = await refused('CONFLICT', market.release('north', [mover]));
      assert.deepEqual([error.data['rule'], error.data['pointer']], ['ownName', '/pseudonym']);
      const request = { leag: 'north', key: 'request-y', nullifiers: [mover.nullifier] };
      await refused('NOT_SEALED', market.runner.submit(actors.operator, 'trader:release', request));
      market.sealPast('north', keys.release(market.idOf('north', 'request-y'), mover.nullifier, 'unnamed'));
      await market.runner.submit(actors.operator, 'trader:release', request); // as if the other were the named one
      const other = { ...request, key: 'request-z', nullifiers: nameless().map(({ nullifier }) => nullifier) };
      market.sealPast('north', keys.release(market.idOf('north', 'request-z'), other.nullifiers[0] ?? '', 'unnamed'));
      const second = await refused('RULE_VIOLATION', market.runner.submit(actors.operator, 'trader:release', other));
      assert.equal(second.data['rule'], 'onePerVehicle');
    });
  });
});
