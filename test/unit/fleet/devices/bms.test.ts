// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { anchorOf, chunkFromJson, columnsFromNumbers } from '@wattpass/telemetry';
import { verifyAnchorSignature } from '@wattpass/telemetry/signature';
import { BatteryManagementSystem } from '@wattpass/fleet';

const columns = columnsFromNumbers({
  timeMs: [0, 1000],
  microvolts: [4_000_000, 3_900_000],
  microamps: [0, -2_000_000],
  millicelsius: [24_000, 24_500],
});
const BATTERY = '09524000059109-A/1';

describe('battery management system', () => {
  it('signs each chunk with the key it enrols', () => {
    const bms = new BatteryManagementSystem(BATTERY, 'WP-1');
    const { publicKey, batteryId, deviceId } = bms.enrolment();
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    const sent = bms.record(7, '2026-01-31T08:00:00Z', columns);
    assert.equal(batteryId, BATTERY);
    assert.equal(sent.deviceId, deviceId);
    const anchor = anchorOf(chunkFromJson({ header: sent.header, samples: sent.samples }));
    assert.ok(verifyAnchorSignature(anchor, sent.signature, key));
    assert.ok(!verifyAnchorSignature({ ...anchor, count: 3 }, sent.signature, key));
  });

  it('numbers its chunks from nought and remembers their roots', () => {
    const bms = new BatteryManagementSystem(BATTERY, 'WP-1');
    const chunks = [3, 5].map((cycle) => bms.record(cycle, '2026-01-31T08:00:00Z', columns));
    assert.deepEqual(
      chunks.map(({ header }) => header.chunk),
      [0, 1],
    );
    assert.deepEqual(
      bms.sent.map(({ chunk, cycle, count, root }) => ({ chunk, cycle, count, root })),
      chunks.map(({ header, samples }, index) => ({
        chunk: index,
        cycle: header.cycle,
        count: 2,
        root: anchorOf(chunkFromJson({ header, samples })).root,
      })),
    );
  });

  it('has another key and another name in its second life', () => {
    const first = new BatteryManagementSystem(BATTERY, 'WP-1').enrolment();
    const second = new BatteryManagementSystem(BATTERY, 'WP-1', 2).enrolment();
    assert.notEqual(first.deviceId, second.deviceId);
    assert.notEqual(first.publicKey, second.publicKey);
    assert.match(first.deviceId, /^[A-Za-z0-9][A-Za-z0-9._:-]{2,63}$/);
  });
});
