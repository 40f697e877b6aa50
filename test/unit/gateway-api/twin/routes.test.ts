// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { at, batteryId, hash, recordId } from '../doubles/records.js';
import { type RouteCase } from '../doubles/route-case.js';
import { testRoutes } from '../doubles/route-suite.js';

const publicKey = Buffer.alloc(91, 7).toString('base64');
const enrolment = { batteryId, deviceId: 'bms-1', model: 'B-1', publicKey };
const deviceKeys = { deviceKeys: [{ ...enrolment, operator: 'OperatorMSP', status: 'active', enrolledAt: at }] };
const signature = Buffer.alloc(70, 1).toString('base64');
const anchor = {
  batteryId,
  chunk: 3,
  root: hash,
  count: 5,
  deviceId: 'bms-1',
  signature,
  operator: 'OperatorMSP',
  anchoredAt: at,
};
const runMode = { batteryId, mode: 'eco', from: at };
const anomaly = {
  kind: 'anomaly',
  batteryId,
  cycle: 1,
  detectedAt: at,
  chunk: 3,
  rule: 'over-temperature',
  threshold: 60_000,
  observed: 61_000,
  modelId: 'm',
  modelVersion: '1',
};
const ofBattery = { batteryId };

const routes: RouteCase[] = [
  {
    route: 'POST /device-keys',
    body: { items: [enrolment] },
    transaction: 'twin:enrolDeviceKeys',
    input: { items: [enrolment] },
    output: deviceKeys,
  },
  {
    route: 'POST /device-keys/revocations',
    body: { items: [{ batteryId, deviceId: 'bms-1' }] },
    transaction: 'twin:revokeDeviceKeys',
    input: { items: [{ batteryId, deviceId: 'bms-1' }] },
    output: deviceKeys,
  },
  {
    route: `GET /batteries/${batteryId}/device-keys`,
    transaction: 'twin:deviceKeys',
    input: ofBattery,
    output: deviceKeys,
  },
  {
    route: `GET /batteries/${batteryId}/anchors?limit=2`,
    transaction: 'twin:anchors',
    input: { batteryId, limit: 2, bookmark: '' },
    output: { items: [anchor], bookmark: '' },
    answer: { items: [anchor] },
  },
  {
    route: `GET /batteries/${batteryId}/anchors/3`,
    transaction: 'twin:anchor',
    input: { batteryId, chunk: 3 },
    output: anchor,
  },
  {
    route: `GET /batteries/${batteryId}/usage-records`,
    transaction: 'twin:usage',
    input: ofBattery,
    output: { items: [] },
  },
  {
    route: `GET /batteries/${batteryId}/run-modes`,
    transaction: 'twin:runModes',
    input: ofBattery,
    output: { items: [] },
  },
  {
    route: `GET /batteries/${batteryId}/conditions`,
    transaction: 'twin:condition',
    input: ofBattery,
    output: { items: [] },
  },
];

describe("gateway-api: routes of a battery's twin", () => {
  const suite = testRoutes(routes);

  const sealed: [path: string, transaction: string, role: string, item: object][] = [
    ['run-modes', 'twin:setRunMode', 'user', runMode],
    ['conditions', 'twin:recordCondition', 'operator', anomaly],
  ];
  for (const [path, transaction, role, item] of sealed) {
    it(`POST /${path} sends its records in private, each with a salt of its own, and nothing of them in public`, async () => {
      suite.gateway.ledger.on(transaction, () => ({ ids: [recordId] }));
      const payloads: string[] = [];
      for (const key of ['sealed-0001', 'sealed-0002']) {
        const headers = { authorization: await suite.accounts.of(role), 'idempotency-key': `${path}-${key}` };
        const answer = await suite.gateway.post(`/api/v1/${path}`, { items: [item, item] }, headers);
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        assert.deepEqual(answer.body['ids'], [recordId]);
        const call = suite.gateway.ledger.calls.at(-1);
        assert.deepEqual(JSON.parse(call?.input ?? ''), { key: `${path}-${key}` });
        payloads.push(Buffer.from(call?.private ?? []).toString());
      }
      const records = payloads.flatMap((payload) => (JSON.parse(payload) as { items: { salt: string }[] }).items);
      assert.deepEqual({ ...records[0], salt: '' }, { ...item, salt: '' });
      assert.equal(new Set(records.map(({ salt }) => salt)).size, 4);
      assert.ok(records.every(({ salt }) => /^[0-9a-f]{32,64}$/.test(salt)));
    });

    it(`POST /${path} takes no salt from outside`, async () => {
      const body = { items: [{ ...item, salt: '0'.repeat(32) }] };
      const answer = await suite.gateway.post(`/api/v1/${path}`, body, {
        authorization: await suite.accounts.of(role),
      });
      assert.equal(answer.status, 400);
      assert.equal(answer.body['code'], 'INVALID_INPUT');
    });
  }

  it('refuses roles that the catalogue does not name', async () => {
    const authorization = await suite.accounts.of('producer');
    for (const path of ['run-modes', 'conditions', 'device-keys', 'telemetry', 'assessments']) {
      assert.equal((await suite.gateway.post(`/api/v1/${path}`, {}, { authorization })).status, 403, path);
    }
    for (const path of ['run-modes', 'conditions', 'usage-records', 'telemetry', 'telemetry/0']) {
      assert.equal(
        (await suite.gateway.get(`/api/v1/batteries/${batteryId}/${path}`, { authorization })).status,
        403,
        path,
      );
    }
  });
});
