// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { BatteryManagementSystem } from '@wattpass/fleet';
import { tamperFields, tamperWith } from '@wattpass/launch/internal/verify/tamper.js';
import { verifySample, type StatedSample } from '@wattpass/launch/internal/verify/verify-sample.js';
import { anchorOf, chunkFromJson, chunkTree, columnsFromNumbers, sampleAt, sampleProof } from '@wattpass/telemetry';

const batteryId = '09524000059109-A1';
const columns = columnsFromNumbers({
  timeMs: [0, 1000, 2000],
  microvolts: [4_000_000, 3_900_000, 3_800_000],
  microamps: [0, -2_000_000, -2_000_000],
  millicelsius: [24_000, 24_500, 24_600],
});
const bms = new BatteryManagementSystem(batteryId, 'WP-1');
const sent = bms.record(1, '2026-01-31T08:00:00Z', columns);
const chunk = chunkFromJson({ header: sent.header, samples: sent.samples });
const tree = chunkTree(chunk);
const place = { batteryId, chunk: 0, index: 1 };
const stated: StatedSample = { header: chunk.header, sample: sampleAt(chunk.columns, 1), proof: sampleProof(tree, 1) };

/** A ledger that holds the anchor and the device's key. */
function ledger(change: { anchor?: object; key?: object } = {}) {
  const anchor = {
    ...anchorOf(chunk, tree),
    deviceId: sent.deviceId,
    signature: sent.signature,
    operator: 'OperatorMSP',
    anchoredAt: '2026-01-31T09:00:00Z',
    ...change.anchor,
  };
  const key = {
    ...bms.enrolment(),
    operator: 'OperatorMSP',
    status: 'active',
    enrolledAt: '2026-01-30T09:00:00Z',
    ...change.key,
  };
  return {
    evaluate: (transaction: string) => Promise.resolve(transaction === 'twin:anchor' ? anchor : { deviceKeys: [key] }),
    query: () => Promise.reject(new Error('not asked for')),
    close: () => undefined,
  };
}

describe('verification of a sample', () => {
  it('accepts the sample that was anchored', async () => {
    const { valid, finding } = await verifySample(ledger(), place, stated);
    assert.ok(valid, finding);
    assert.match(finding, /anchored by OperatorMSP/);
  });

  for (const field of tamperFields) {
    it(`refuses it with another ${field}`, async () => {
      const changed = tamperWith(stated, field);
      assert.notDeepEqual(changed, stated);
      const { valid, finding } = await verifySample(ledger(), place, changed);
      assert.ok(!valid);
      assert.notEqual(finding, '');
    });
  }

  it('refuses another sound sample than the one asked for', async () => {
    const other = { header: chunk.header, sample: sampleAt(chunk.columns, 2), proof: sampleProof(tree, 2) };
    const { valid, finding } = await verifySample(ledger(), place, other);
    assert.ok(!valid);
    assert.match(finding, /^place: /);
  });

  it('refuses an anchor that no enrolled device signed', async () => {
    const stranger = new BatteryManagementSystem(batteryId, 'WP-1').enrolment();
    const answers = [
      await verifySample(ledger({ key: { publicKey: stranger.publicKey } }), place, stated),
      await verifySample(ledger({ key: { deviceId: 'bms:other' } }), place, stated),
    ];
    for (const { valid, finding } of answers) {
      assert.ok(!valid);
      assert.match(finding, /^signature: /);
    }
  });

  it('goes by the ledger, whatever the gateway says', async () => {
    const { valid, finding } = await verifySample(ledger({ anchor: { root: 'ab'.repeat(32) } }), place, stated);
    assert.ok(!valid);
    assert.match(finding, /^root: /);
  });
});
