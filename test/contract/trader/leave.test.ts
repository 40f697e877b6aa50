// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { actors } from '../../support/actors.js';
import { MovingMarket } from '../../support/moving-market.js';
import { refused } from '../../support/refused.js';
import { testVehicle, type TestVehicle } from '../../support/vehicles.js';
import { signedBy, walletKey } from '../../support/wallet-keys.js';

describe('leaving a LEAG that does not let its vehicle go', function () {
  this.timeout(20_000);
  let fleet: TestVehicle[];
  let market: MovingMarket;
  let mover: TestVehicle;
  let southerners: TestVehicle[];
  before(async () => {
    fleet = await Promise.all(Array.from({ length: 8 }, () => testVehicle()));
    [mover, southerners] = [fleet[0] ?? assert.fail(), fleet.slice(4)];
  });
  beforeEach(async () => {
    market = await MovingMarket.settled(fleet.slice(0, 4), southerners);
  });
  const leave = (input = market.leave('north', mover), by = actors.user) =>
    market.runner.submit(by, 'trader:leave', input);

  it('takes the pseudonym’s signature and the link that the LEAG sealed, whoever brings them', async () => {
    market.setScore(mover, 130_000);
    const { trader, enrolment } = await leave();
    assert.deepEqual([trader.status, trader.pseudonym], ['leaving', market.nameOf(mover)]);
    assert.deepEqual([enrolment.nullifier, typeof enrolment.released], [mover.nullifier, 'string']);
    const { enrolled, entitled, active, fresh, left } = await market.count('north');
    assert.deepEqual([enrolled, entitled, active, fresh, left], [3, 4, 3, 4, 1]);
    await market.enrol('south', [mover]);
    await market.rotate('south', { stay: southerners, arrive: [mover] });
    assert.equal((await market.status(market.nameOf(mover))).leag, 'south');
    const { seller, trust } = market.reputation(mover);
    assert.deepEqual([seller.score, trust.sellerBarred], [100_000, true]);
  });

  it('is open to a name that the LEAG retired, too', async () => {
    const retire = { leag: 'north', pseudonym: market.nameOf(mover) };
    await market.runner.submit(actors.operator, 'trader:retire', retire);
    assert.equal((await leave()).trader.status, 'leaving');
  });

  it('is answered again', async () => {
    const input = market.leave('north', mover);
    const first = await leave(input);
    assert.deepEqual(await leave(input), first);
    await market.enrol('south', [mover]);
    await market.rotate('south', { stay: southerners, arrive: [mover] });
    assert.equal((await leave(input)).trader.status, 'moved');
    assert.equal((await market.count('south')).enrolled, 5);
  });

  it('proves the link by its hash', async () => {
    const { link, ...rest } = market.leave('north', mover);
    await refused('COMMITMENT_MISMATCH', leave({ ...rest, link: { ...link, salt: 'ab'.repeat(16) } }));
    const { nullifier } = fleet[1] ?? assert.fail();
    await refused('COMMITMENT_MISMATCH', leave({ ...rest, link: { ...link, nullifier } }));
    const other = market.leave('north', fleet[1] ?? assert.fail()).link;
    const error = await refused('INVALID_INPUT', leave({ ...rest, link: other }));
    assert.deepEqual(error.data['issues'], [{ pointer: '/link/pseudonym', rule: 'the pseudonym that signs' }]);
  });

  it('is the pseudonym’s own will', async () => {
    const { payload, ...rest } = market.leave('north', mover);
    await refused('SIGNATURE_INVALID', leave({ payload, ...rest, signature: signedBy(walletKey(), payload) }));
    await refused('SIGNATURE_INVALID', leave({ ...rest, payload: { ...payload, leag: 'south' } }));
    const arrival = market.arrival('north', mover); // signed for something else
    await refused('RULE_VIOLATION', leave({ ...rest, ...arrival }));
    const elsewhere = { ...market.leave('south', mover), link: rest.link };
    assert.equal((await refused('FORBIDDEN', leave(elsewhere))).data['leag'], 'north');
  });

  it('waits for orders and for the time between two names', async () => {
    market.openOrder('north', mover);
    assert.equal((await refused('CONFLICT', leave())).data['rule'], 'noOpenOrder');
    await market.rotate('south', { stay: southerners });
    const young = market.leave('south', southerners[0] ?? assert.fail());
    assert.equal((await refused('RULE_VIOLATION', leave(young))).data['rule'], 'rotationAge');
  });

  it('is no way for a name that has given way', async () => {
    const old = market.keyOf(mover);
    await market.rotate('north', { stay: fleet.slice(0, 4) });
    market.passDays();
    const error = await refused('ILLEGAL_STATUS', leave(market.leave('north', mover, old)));
    assert.equal(error.data['status'], 'rotated');
    assert.equal((await leave()).trader.status, 'leaving');
  });
});
