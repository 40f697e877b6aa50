// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { DeviceKey } from '@wattpass/chaincode/domain';
import { anchor, checkSameAnchor, deviceOf } from '@wattpass/chaincode/domain/twin/anchor-rules.js';
import { enrol, parsePublicKey, revoke } from '@wattpass/chaincode/domain/twin/device-key-rules.js';
import { requireHolder, requireRecorder } from '@wattpass/chaincode/domain/twin/holder-rules.js';
import { newBms } from '../../../../support/bms.js';
import { actorOf, statusOf } from '../../../../support/factories.js';
import { refusedAtOnce } from '../../../../support/refused.js';

const now = '2026-11-22T12:00:00.000Z';
const bms = newBms('bms-1');
const request = { batteryId: 'T1', deviceId: 'bms-1', model: 'BMS 4', publicKey: bms.publicKey };
const enrolled: DeviceKey = { ...request, operator: 'OperatorMSP', status: 'active', enrolledAt: now };
const operator = actorOf('operator');
const chunk = { batteryId: 'T1', chunk: 0, count: 5, root: 'ab'.repeat(32) };

describe('enrolling a device', () => {
  it('gives a new active key, or the very record of a repeat', () => {
    assert.deepEqual(enrol(request, [], statusOf(), operator, now), enrolled);
    assert.equal(enrol(request, [enrolled], statusOf(), operator, now), enrolled);
  });

  it('takes the role for part of the holder', () => {
    refusedAtOnce('FORBIDDEN', () => enrol(request, [], statusOf(), actorOf('user', { mspId: 'OperatorMSP' }), now));
  });

  it('reads a key in its one encoding', () => {
    assert.equal(parsePublicKey(bms.publicKey).asymmetricKeyType, 'ec');
    refusedAtOnce('INVALID_INPUT', () => parsePublicKey(bms.publicKey.replace('M', ' M')));
    refusedAtOnce('INVALID_INPUT', () => parsePublicKey(`${bms.publicKey}AAAA`));
    refusedAtOnce('INVALID_INPUT', () => parsePublicKey(''));
  });

  it('is undone once', () => {
    const revoked = revoke(enrolled, statusOf(), operator, now);
    assert.equal(revoked.revokedAt, now);
    assert.equal(revoke(revoked, statusOf(), operator, '2026-11-23T00:00:00.000Z'), revoked);
  });
});

describe('anchoring a chunk', () => {
  const device = deviceOf(enrolled);

  it('keeps the signature it was checked by', () => {
    const signed = bms.sign(chunk);
    assert.deepEqual(anchor(signed, device, operator, now), { ...signed, operator: 'OperatorMSP', anchoredAt: now });
  });

  it('refuses what the device did not sign, before and after', () => {
    refusedAtOnce('RULE_VIOLATION', () => anchor({ ...bms.sign(chunk), chunk: 1 }, device, operator, now));
    refusedAtOnce('RULE_VIOLATION', () => anchor(newBms('bms-1').sign(chunk), device, operator, now));
  });

  it('meets a repeat under another signature, device or operator', () => {
    const existing = anchor(bms.sign(chunk), device, operator, now);
    checkSameAnchor(existing, bms.sign(chunk), operator);
    const other = { ...bms.sign(chunk), deviceId: 'bms-2' };
    refusedAtOnce('ALREADY_EXISTS', () => {
      checkSameAnchor(existing, other, operator);
    });
    refusedAtOnce('FORBIDDEN', () => {
      checkSameAnchor(existing, bms.sign(chunk), actorOf('operator', { mspId: 'OtherMSP' }));
    });
  });
});

describe('who is responsible for a battery', () => {
  const withUser = statusOf({
    title: { mspId: 'UserMSP', role: 'user', actorId: 'a'.repeat(32) },
    custody: { mspId: 'StationMSP', role: 'station' },
  });

  it('is whoever holds title or custody', () => {
    requireHolder(withUser, actorOf('user'));
    requireHolder(withUser, actorOf('station'));
    for (const other of [operator, actorOf('user', { id: 'b'.repeat(32) }), actorOf('user', { mspId: 'OtherMSP' })]) {
      refusedAtOnce('FORBIDDEN', () => {
        requireHolder(withUser, other);
      });
    }
  });

  it('is, for its records, the operator that enrolled its device as well', () => {
    requireRecorder(withUser, [enrolled], operator);
    requireRecorder(withUser, [{ ...enrolled, status: 'revoked' }], operator);
    for (const [keys, actor] of [
      [[], operator],
      [[enrolled], actorOf('operator', { mspId: 'OtherMSP' })],
      [[enrolled], actorOf('recycler', { mspId: 'OperatorMSP' })],
    ] as const) {
      refusedAtOnce('FORBIDDEN', () => {
        requireRecorder(withUser, keys, actor);
      });
    }
  });
});
