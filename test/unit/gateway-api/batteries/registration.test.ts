// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { planRegistration, registrationSchema } from '@wattpass/gateway-api/internal/batteries/registration.js';
import { sha256 } from '../doubles/commitment.js';
import { factoryData, gtin, publicPoints } from '../doubles/records.js';

const request = {
  batteries: ['S1', 'S2'].map((serial) => ({ gtin, serial, category: 'ev', publicPoints, factoryData })),
};
const salts = ['00'.repeat(16), 'ff'.repeat(16)];
const saltOf = (index: number) => salts[index]!;

describe('gateway-api: the plan of a registration', () => {
  it('commits to the canonical JSON of each sealed record, its salt included', () => {
    const { batteries, factoryData: sealed } = planRegistration(registrationSchema.parse(request), saltOf);
    const canonical =
      '{"batteryId":"09521234543213-S2","chargeRateMilliC":750,"chemistry":"NCA",' +
      '"composition":[{"material":"nickel","shareMillionths":480000}],"dischargeRateMilliC":1000,"idCodes":[],' +
      '"manufacturer":"Cellworks","model":"CW-18650","nominalVoltageMillivolts":3600,' +
      '"ratedCapacityMilliampHours":2000,"ratedEnergyMilliwattHours":7200,' +
      '"salt":"ffffffffffffffffffffffffffffffff"}';
    assert.equal(batteries[1]!.factoryCommitment, sha256(canonical));
    assert.equal(sealed[1]!.salt, salts[1]);
    assert.notEqual(batteries[0]!.factoryCommitment, batteries[1]!.factoryCommitment);
  });

  it('leaves nothing of the factory data in the public records', () => {
    const { batteries } = planRegistration(registrationSchema.parse(request), saltOf);
    assert.deepEqual(Object.keys(batteries[0]!).sort(), [
      'category',
      'factoryCommitment',
      'gtin',
      'publicPoints',
      'serial',
    ]);
  });

  it('takes neither salt, nor battery id, nor a commitment from outside', () => {
    const [first] = request.batteries;
    const withSalt = { ...first, factoryData: { ...factoryData, salt: salts[0] } };
    const withId = { ...first, factoryData: { ...factoryData, batteryId: `${gtin}-S1` } };
    const withCommitment = { ...first, factoryCommitment: 'ab'.repeat(32) };
    for (const battery of [withSalt, withId, withCommitment]) {
      assert.equal(registrationSchema.safeParse({ batteries: [battery] }).success, false);
    }
  });

  it('takes 1 to 500 batteries at once', () => {
    const many = (count: number) => ({ batteries: Array.from({ length: count }, () => request.batteries[0]) });
    assert.equal(registrationSchema.safeParse(many(0)).success, false);
    assert.equal(registrationSchema.safeParse(many(500)).success, true);
    assert.equal(registrationSchema.safeParse(many(501)).success, false);
  });
});
