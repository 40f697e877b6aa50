// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { walletKey, type WalletKey } from '../../support/wallet-keys.js';
import { leag, Market, orderOf, planOf, readingOf, type Trader } from './market-fixture.js';

const random = (bytes: number): string => randomBytes(bytes).toString('hex');

describe('a vehicle from its enrolment to its score', function () {
  this.timeout(20_000);
  let market: Market;
  let vehicles: TestVehicle[];
  let names: WalletKey[];
  before(async () => {
    vehicles = await Promise.all([testVehicle(), testVehicle()]);
  });
  beforeEach(async () => {
    market = await Market.open(planOf(), { pseudonymBatch: 2 });
    const items = vehicles.map((vehicle) => vehicle.apply(leag));
    await market.runner.submit(actors.operator, 'trader:sealVehicles', { leag }, { items });
    const nullifiers = vehicles.map(({ nullifier }) => nullifier);
    await market.runner.submit(actors.operator, 'trader:enrol', { leag, nullifiers });
    names = [walletKey(), walletKey()].sort((left, right) => (left.address < right.address ? -1 : 1));
    await sealLinks(names);
    await certify(names);
  });
  const addresses = (of: readonly WalletKey[]) => of.map(({ address }) => address);
  const certify = (of: readonly WalletKey[]) =>
    market.runner.submit(actors.operator, 'trader:certify', { leag, pseudonyms: addresses(of) });
  const sealLinks = (of: readonly WalletKey[], vehiclesOf = vehicles, previous: readonly string[] = []) => {
    const items = of.map(({ address }, index) => ({
      pseudonym: address,
      nullifier: vehiclesOf[index]?.nullifier ?? '',
      salt: random(16),
      ...(previous[index] !== undefined && { previous: previous[index] }),
    }));
    return market.runner.submit(actors.operator, 'trader:sealLinks', { leag }, { items });
  };
  const scoreOf = async ({ address }: WalletKey) =>
    (await market.runner.evaluate(actors.user, 'reputation:get', { participant: address })).reputation;

  /** Both trade 5 kWh; the buyer takes all, the seller delivers as much as is said. */
  async function trade(deliveredWh: number): Promise<void> {
    const [buyer, seller] = (await market.equip(names)) as [Trader, Trader];
    await market.place([
      orderOf(buyer, { quantity: 5_000 }),
      orderOf(seller, { side: 'sell', quantity: 5_000, limit: 150_000 }),
    ]);
    await market.fund('balancing', 1_000_000);
    await market.step('close');
    await market.step('clear');
    await market.judge();
    await market.read([readingOf(buyer, 'import', 5_000), readingOf(seller, 'export', deliveredWh)]);
    await market.settle();
  }

  /** Lets new names take over; the ledger decides the order in which they are named. */
  async function rotate(): Promise<Map<string, WalletKey>> {
    const old = addresses(names);
    for (const pseudonym of old) {
      const trader = await market.runner.evaluate(actors.user, 'trader:get', { pseudonym });
      market.runner.seed(keys.trader(pseudonym), { ...trader, since: '2026-01-01' });
    }
    const input = { leag, retired: old };
    const { groups } = await market.runner.evaluate(actors.operator, 'trader:rotationOrder', input);
    const order = groups.flat();
    const next = [walletKey(), walletKey()].sort((left, right) => (left.address < right.address ? -1 : 1));
    const of = order.map((pseudonym) => vehicles[old.indexOf(pseudonym)] ?? assert.fail());
    await sealLinks(next, of, order);
    const commitments = [random(32), random(32)].sort();
    const certified = addresses(next);
    await market.runner.submit(actors.operator, 'trader:rotate', {
      key: 'rotation-1',
      ...input,
      certified,
      commitments,
    });
    return new Map(order.map((pseudonym, index) => [pseudonym, next[index] ?? assert.fail()]));
  }

  it('starts at 0.5 in both roles with its certificate, and moves with what its meter says', async () => {
    const [buyer, seller] = names as [WalletKey, WalletKey];
    assert.equal((await scoreOf(seller)).seller.score, 500_000);
    await trade(5_000);
    assert.ok((await scoreOf(seller)).seller.score > 500_000);
    assert.equal((await scoreOf(seller)).buyer.score, 500_000);
    assert.ok((await scoreOf(buyer)).buyer.score > 500_000);
  });

  it('may trade little while nobody knows it', async () => {
    const [buyer] = (await market.equip(names)) as [Trader];
    const error = await refused('RULE_VIOLATION', market.place([orderOf(buyer, { quantity: 5_001 })]));
    assert.deepEqual([error.data['rule'], error.data['limitWh']], ['slotLimit', 5_000]);
  });

  it('takes its score along under a new name, and leaves the record under the old one', async () => {
    await trade(0);
    const [buyer, seller] = names as [WalletKey, WalletKey];
    const [bought, failed] = [await scoreOf(buyer), await scoreOf(seller)];
    assert.ok(failed.seller.score < 500_000);
    const successors = await rotate();
    const again = await scoreOf(successors.get(seller.address) ?? assert.fail());
    assert.equal(again.seller.score, Math.floor(failed.seller.score / 50_000) * 50_000);
    assert.deepEqual([again.seller.failures, again.seller.failureWh], [1, 4_096]); // 5,000 down to a power of two
    const other = await scoreOf(successors.get(buyer.address) ?? assert.fail());
    assert.equal(other.buyer.score, Math.floor(bought.buyer.score / 50_000) * 50_000);
    assert.deepEqual(await scoreOf(seller), failed);
  });

  it('does not get rid of a spoilt name: it is enrolled once, and its LEAG certifies one first name a vehicle', async () => {
    await trade(0);
    const [, spoilt] = vehicles as [TestVehicle, TestVehicle];
    const south = {
      ...(await market.runner.evaluate(actors.user, 'market:leags', {})).leags[0],
      id: 'south',
      mspId: 'StationMSP',
    };
    market.runner.seed(keys.leag('south'), south);
    const application = { items: [spoilt.apply('south')] };
    await market.runner.submit(actors.station, 'trader:sealVehicles', { leag: 'south' }, application);
    const elsewhere = { leag: 'south', nullifiers: [spoilt.nullifier] };
    await refused('ALREADY_EXISTS', market.runner.submit(actors.station, 'trader:enrol', elsewhere));
    const fresh = [walletKey(), walletKey()].sort((left, right) => (left.address < right.address ? -1 : 1));
    await refused('CONFLICT', sealLinks(fresh)); // the vehicle has a name, so a new one must name it
    await sealLinks(fresh, vehicles, addresses(names));
    for (const { address } of names) {
      await market.runner.submit(actors.operator, 'trader:retire', { leag, pseudonym: address });
    }
    assert.equal((await refused('RULE_VIOLATION', certify(fresh))).data['rule'], 'onePerVehicle');
  });

  it('places no order under a name that has ended', async () => {
    const [trader] = (await market.equip(names)) as [Trader];
    await market.runner.submit(actors.operator, 'trader:retire', { leag, pseudonym: trader.key.address });
    const error = await refused('RULE_VIOLATION', market.place([orderOf(trader, { quantity: 1_000 })]));
    assert.equal(error.data['rule'], 'certified');
  });
});
