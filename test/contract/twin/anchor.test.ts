// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { NewAnchor } from '@wattpass/chaincode/domain';
import { anchorOf } from '@wattpass/telemetry';
import { actors } from '../../support/actors.js';
import { newBms, type Bms } from '../../support/bms.js';
import { exampleChunk } from '../../support/chunk-fixture.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { consortiumWithStrangers, seedStatus, strangers } from '../../support/journey.js';
import { refused } from '../../support/refused.js';

const batteryId = '09521234543213-T1';
const otherId = '09521234543213-T2';
const root = 'ab'.repeat(32);

describe('twin:anchorTelemetry', () => {
  const bms: Bms = newBms('bms-1');
  const otherBms: Bms = newBms('bms-2');
  let runner: ContractRunner;
  beforeEach(async () => {
    runner = consortiumWithStrangers();
    for (const [id, device] of [
      [batteryId, bms],
      [otherId, otherBms],
    ] as const) {
      seedStatus(runner, id, actors.operator);
      const { deviceId, publicKey } = device;
      const items = [{ batteryId: id, deviceId, model: 'BMS 4', publicKey }];
      await runner.submit(actors.operator, 'twin:enrolDeviceKeys', { items });
    }
  });
  const chunk = (number: number) => ({ batteryId, chunk: number, count: 5, root });
  const anchor = (items: NewAnchor[], caller = actors.operator) =>
    runner.submit(caller, 'twin:anchorTelemetry', { items });
  const anchorsOf = async (id: string) =>
    (await runner.evaluate(actors.station, 'twin:anchors', { batteryId: id })).items;

  it('anchors chunks of many batteries that their devices signed', async () => {
    const items = [bms.sign(chunk(0)), bms.sign(chunk(1)), otherBms.sign({ ...chunk(0), batteryId: otherId })];
    const { anchors } = await anchor(items);
    assert.deepEqual(
      anchors.map(({ operator, anchoredAt, ...rest }) => {
        assert.equal(operator, 'OperatorMSP');
        assert.ok(anchoredAt);
        return rest;
      }),
      items,
    );
    assert.deepEqual(await anchorsOf(otherId), anchors.slice(2));
    assert.deepEqual(await runner.evaluate(actors.user, 'twin:anchor', { batteryId, chunk: 1 }), anchors[1]);
    assert.deepEqual(runner.lastEvent?.payload, {
      type: 'telemetry.anchored',
      items: [
        { kind: 'anchor', id: batteryId, chunk: 0 },
        { kind: 'anchor', id: batteryId, chunk: 1 },
        { kind: 'anchor', id: otherId, chunk: 0 },
      ],
    });
  });

  it('checks the very statement that devices sign, with every character an id can have', async () => {
    const id = `09521234543213-"%&'<>_/!`;
    seedStatus(runner, id, actors.operator);
    const device = newBms('bms-3');
    const { deviceId, publicKey } = device;
    await runner.submit(actors.operator, 'twin:enrolDeviceKeys', {
      items: [{ batteryId: id, deviceId, model: 'BMS 4', publicKey }],
    });
    const fromChunk = anchorOf({ ...exampleChunk(), header: { ...exampleChunk().header, batteryId: id } });
    assert.equal((await anchor([device.sign(fromChunk)])).anchors[0]?.root, fromChunk.root);
  });

  for (const [what, forge] of [
    ['another root', (signed: NewAnchor) => ({ ...signed, root: 'ac'.repeat(32) })],
    ['another count', (signed: NewAnchor) => ({ ...signed, count: 6 })],
    ['another chunk', (signed: NewAnchor) => ({ ...signed, chunk: 1 })],
    [
      'a signature of another device',
      (signed: NewAnchor) => ({ ...signed, signature: otherBms.sign(signed).signature }),
    ],
    [
      'a signature that is none',
      (signed: NewAnchor) => ({ ...signed, signature: Buffer.alloc(70, 1).toString('base64') }),
    ],
    [
      'a signature with a flipped bit',
      (signed: NewAnchor) => {
        const bytes = Buffer.from(signed.signature, 'base64');
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return { ...signed, signature: bytes.toString('base64') };
      },
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await refused('RULE_VIOLATION', anchor([bms.sign(chunk(7)), forge(bms.sign(chunk(0)))]));
      assert.equal(error.data['rule'], 'deviceSignature');
      assert.equal(error.data['pointer'], '/items/1');
      assert.deepEqual(await anchorsOf(batteryId), []);
    });
  }

  it("refuses a chunk signed by another battery's device", async () => {
    await refused('NOT_FOUND', anchor([otherBms.sign(chunk(0))]));
    await refused('RULE_VIOLATION', anchor([{ ...otherBms.sign(chunk(0)), deviceId: 'bms-1' }]));
    const moved = { ...bms.sign(chunk(0)), batteryId: otherId, deviceId: 'bms-2' };
    await refused('RULE_VIOLATION', anchor([moved]));
  });

  it('is for the operator that enrolled the device alone', async () => {
    const error = await refused('FORBIDDEN', anchor([bms.sign(chunk(0))], strangers.operator));
    assert.equal(error.data['operator'], 'OperatorMSP');
  });

  it('goes on when the battery is with its user', async () => {
    seedStatus(runner, batteryId, actors.user);
    await anchor([bms.sign(chunk(0))]);
  });

  it('answers the same chunk again with its anchor, under a new signature as well', async () => {
    const { anchors } = await anchor([bms.sign(chunk(0))]);
    const events = runner.events.length;
    assert.deepEqual((await anchor([bms.sign(chunk(0))])).anchors, anchors);
    assert.equal(runner.events.length, events);
    const mixed = await anchor([bms.sign(chunk(0)), bms.sign(chunk(1))]);
    assert.deepEqual(mixed.anchors[0], anchors[0]);
    assert.equal((await anchorsOf(batteryId)).length, 2);
  });

  it('refuses another root or count for a chunk that is anchored, though its device signed it', async () => {
    await anchor([bms.sign(chunk(0))]);
    for (const change of [{ root: 'ac'.repeat(32) }, { count: 4 }]) {
      const items = [bms.sign(chunk(1)), bms.sign({ ...chunk(0), ...change })];
      const error = await refused('ALREADY_EXISTS', anchor(items));
      assert.equal(error.data['pointer'], '/items/1');
    }
    assert.equal((await anchorsOf(batteryId)).length, 1);
  });

  it('refuses two roots for one chunk in a request, and takes one root twice', async () => {
    const twice = [bms.sign(chunk(0)), bms.sign({ ...chunk(0), root: 'ac'.repeat(32) })];
    const error = await refused('ALREADY_EXISTS', anchor(twice));
    assert.equal(error.data['index'], 1);
    const { anchors } = await anchor([bms.sign(chunk(0)), bms.sign(chunk(0))]);
    assert.deepEqual(anchors[0], anchors[1]);
  });

  it('lets one of two roots for a chunk at once through', async () => {
    const first = await runner.endorse(actors.operator, 'twin:anchorTelemetry', { items: [bms.sign(chunk(0))] });
    const second = await runner.endorse(actors.operator, 'twin:anchorTelemetry', {
      items: [bms.sign({ ...chunk(0), root: 'ac'.repeat(32) })],
    });
    first.commit();
    assert.throws(second.commit, /MVCC_READ_CONFLICT/);
  });

  it('refuses a revoked device, and still answers for what it anchored before', async () => {
    const { anchors } = await anchor([bms.sign(chunk(0))]);
    const items = [{ batteryId, deviceId: 'bms-1' }];
    await runner.submit(actors.operator, 'twin:revokeDeviceKeys', { items });
    const error = await refused('ILLEGAL_STATUS', anchor([bms.sign(chunk(1))]));
    assert.equal(error.data['status'], 'revoked');
    assert.deepEqual((await anchor([bms.sign(chunk(0))])).anchors, anchors);
  });

  it('lets no anchor slip through beside a revocation', async () => {
    const anchoring = await runner.endorse(actors.operator, 'twin:anchorTelemetry', { items: [bms.sign(chunk(0))] });
    const items = [{ batteryId, deviceId: 'bms-1' }];
    await runner.submit(actors.operator, 'twin:revokeDeviceKeys', { items });
    assert.throws(anchoring.commit, /MVCC_READ_CONFLICT/);
  });

  it('lists anchors in the order of their chunks, a page at a time', async () => {
    await anchor([10, 2, 9].map((number) => bms.sign(chunk(number))));
    const first = await runner.evaluate(actors.user, 'twin:anchors', { batteryId, limit: 2 });
    const rest = await runner.evaluate(actors.user, 'twin:anchors', { batteryId, limit: 2, bookmark: first.bookmark });
    assert.deepEqual(
      [...first.items, ...rest.items].map((each) => each.chunk),
      [2, 9, 10],
    );
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'twin:anchor', { batteryId, chunk: 3 }));
  });

  it('takes 500 chunks in one transaction and no more', async () => {
    const many = Array.from({ length: 501 }, (_, number) => bms.sign(chunk(number)));
    await refused('INVALID_INPUT', anchor(many));
    assert.equal((await anchor(many.slice(0, 500))).anchors.length, 500);
  });
});
