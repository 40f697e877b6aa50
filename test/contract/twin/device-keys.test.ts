// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { actors, partyOf } from '../../support/actors.js';
import { newBms } from '../../support/bms.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, seedStatus, strangers } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const batteryId = '09521234543213-T1';
const otherId = '09521234543213-T2';
const model = 'BMS 4';
const one = newBms('bms-1');
const two = newBms('bms-2');
const item = { batteryId, deviceId: one.deviceId, model, publicKey: one.publicKey };

describe('twin:enrolDeviceKeys', () => {
  let runner: ContractRunner;
  beforeEach(() => {
    runner = consortiumWithStrangers();
    seedStatus(runner, batteryId, actors.operator);
    seedStatus(runner, otherId, actors.operator);
  });
  const enrol = (items: (typeof item)[], caller = actors.operator) =>
    runner.submit(caller, 'twin:enrolDeviceKeys', { items });
  const keysOf = async (id = batteryId) =>
    (await runner.evaluate(actors.station, 'twin:deviceKeys', { batteryId: id })).deviceKeys;

  it('puts a device on record under its operator', async () => {
    const { deviceKeys } = await enrol([item]);
    assert.deepEqual(deviceKeys, await keysOf());
    const [key] = deviceKeys;
    assert.deepEqual(
      { ...key, enrolledAt: '' },
      { ...item, operator: 'OperatorMSP', status: 'active', enrolledAt: '' },
    );
    assert.deepEqual(runner.lastEvent?.payload, {
      type: 'deviceKey.enrolled',
      items: [{ kind: 'deviceKey', id: 'bms-1', batteryId }],
    });
  });

  it('needs title or custody, either of them', async () => {
    seedStatus(runner, batteryId, actors.operator, { custody: partyOf(actors.user) });
    await enrol([item]);
    seedStatus(runner, otherId, actors.user, { custody: partyOf(actors.operator) });
    await enrol([{ ...item, batteryId: otherId }]);
  });

  it('is refused to an operator that holds neither', async () => {
    const error = await refused('FORBIDDEN', enrol([item], strangers.operator));
    assert.equal(error.data['pointer'], '/items/0');
    assert.deepEqual(await keysOf(), []);
  });

  it('answers a repeat with the record, also when the battery has gone on', async () => {
    const first = await enrol([item]);
    seedStatus(runner, batteryId, actors.user);
    const events = runner.events.length;
    assert.deepEqual(await enrol([item]), first);
    assert.equal(runner.events.length, events);
  });

  it('refuses another key, model or operator under an id that is taken', async () => {
    await enrol([item]);
    await refused('ALREADY_EXISTS', enrol([{ ...item, publicKey: two.publicKey }]));
    await refused('ALREADY_EXISTS', enrol([{ ...item, model: 'BMS 5' }]));
    seedStatus(runner, batteryId, strangers.operator);
    await refused('ALREADY_EXISTS', enrol([item], strangers.operator));
  });

  it('allows one active device at a time', async () => {
    await enrol([item]);
    const second = { ...item, deviceId: 'bms-2', publicKey: two.publicKey };
    const error = await refused('CONFLICT', enrol([second]));
    assert.equal(error.data['deviceId'], 'bms-1');
    await runner.submit(actors.operator, 'twin:revokeDeviceKeys', { items: [{ batteryId, deviceId: 'bms-1' }] });
    await enrol([second]);
    assert.deepEqual(
      (await keysOf()).map(({ deviceId, status }) => [deviceId, status]),
      [
        ['bms-1', 'revoked'],
        ['bms-2', 'active'],
      ],
    );
  });

  it('allows one active device at a time within a request as well', async () => {
    const error = await refused('CONFLICT', enrol([item, { ...item, deviceId: 'bms-2', publicKey: two.publicKey }]));
    assert.equal(error.data['pointer'], '/items/1');
    assert.deepEqual(await keysOf(), []);
  });

  it('allows one active device at a time when two enrol at once', async () => {
    const first = await runner.endorse(actors.operator, 'twin:enrolDeviceKeys', { items: [item] });
    const second = await runner.endorse(actors.operator, 'twin:enrolDeviceKeys', {
      items: [{ ...item, deviceId: 'bms-2', publicKey: two.publicKey }],
    });
    first.commit();
    assert.throws(second.commit, /MVCC_READ_CONFLICT/);
  });

  it('takes the same item twice for a repeat', async () => {
    const { deviceKeys } = await enrol([item, item]);
    assert.deepEqual(deviceKeys[0], deviceKeys[1]);
  });

  it('takes all or none', async () => {
    const error = await refused('NOT_FOUND', enrol([item, { ...item, batteryId: '09521234543213-GONE' }]));
    assert.equal(error.data['pointer'], '/items/1');
    assert.deepEqual(await keysOf(), []);
  });

  const spki = (key: { publicKey: { export: (o: { type: 'spki'; format: 'der' }) => Buffer } }): string =>
    key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const good = Buffer.from(one.publicKey, 'base64');
  const offCurve = Buffer.from(good);
  offCurve[90] = (offCurve[90] ?? 0) ^ 1;
  const compressed = Buffer.concat([
    Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
    Buffer.from([2 + ((good[90] ?? 0) & 1)]),
    good.subarray(27, 59),
  ]);
  assert.ok(createPublicKey({ key: compressed, format: 'der', type: 'spki' })); // the same key, in another encoding
  for (const [what, publicKey] of [
    ['a key with a compressed point', compressed.toString('base64')],
    ['a key on P-384', spki(generateKeyPairSync('ec', { namedCurve: 'P-384' }))],
    ['a key on secp256k1', spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
    ['an RSA key', spki(generateKeyPairSync('rsa', { modulusLength: 1024 }))],
    ['bytes that are no key', Buffer.alloc(91, 7).toString('base64')],
    ['a point off the curve', offCurve.toString('base64')],
    ['a key with bytes after it', Buffer.concat([good, Buffer.from([0])]).toString('base64')],
    ['a truncated key', good.subarray(0, 80).toString('base64')],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await refused('INVALID_INPUT', enrol([{ ...item, publicKey }]));
      const [issue] = error.data['issues'] as { pointer: string }[];
      assert.equal(issue?.pointer, '/items/0/publicKey');
    });
  }
});

describe('twin:revokeDeviceKeys', () => {
  let runner: ContractRunner;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    seedStatus(runner, batteryId, actors.operator);
    await runner.submit(actors.operator, 'twin:enrolDeviceKeys', { items: [item] });
  });
  const revoke = (caller = actors.operator, deviceId = 'bms-1') =>
    runner.submit(caller, 'twin:revokeDeviceKeys', { items: [{ batteryId, deviceId }] });

  it('ends a device; a repeat changes nothing', async () => {
    const { deviceKeys } = await revoke();
    assert.equal(deviceKeys[0]?.status, 'revoked');
    assert.ok(deviceKeys[0].revokedAt);
    const events = runner.events.length;
    assert.deepEqual((await revoke()).deviceKeys, deviceKeys);
    assert.equal(runner.events.length, events);
  });

  it('ends it for ever', async () => {
    await revoke();
    const error = await refused(
      'ILLEGAL_STATUS',
      runner.submit(actors.operator, 'twin:enrolDeviceKeys', { items: [item] }),
    );
    assert.deepEqual(error.data['legal'], []);
  });

  it('is refused to an operator that has nothing to do with it', async () => {
    await refused('FORBIDDEN', revoke(strangers.operator));
  });

  it('is for the next operator that holds the battery too, which can then enrol the same device anew', async () => {
    seedStatus(runner, batteryId, strangers.operator);
    await revoke(strangers.operator);
    const { deviceKeys } = await runner.submit(strangers.operator, 'twin:enrolDeviceKeys', {
      items: [{ ...item, deviceId: 'bms-1-b' }],
    });
    assert.equal(deviceKeys[0]?.operator, 'OperatorTwoMSP');
  });

  it('is for the operator that enrolled it also when the battery has gone', async () => {
    seedStatus(runner, batteryId, actors.user);
    assert.equal((await revoke()).deviceKeys[0]?.status, 'revoked');
  });

  it('names a device that is not on record, or stands twice', async () => {
    const error = await refused('NOT_FOUND', revoke(actors.operator, 'bms-9'));
    assert.equal(error.data['pointer'], '/items/0');
    const items = [
      { batteryId, deviceId: 'bms-1' },
      { batteryId, deviceId: 'bms-1' },
    ];
    await refused('INVALID_INPUT', runner.submit(actors.operator, 'twin:revokeDeviceKeys', { items }));
  });
});
