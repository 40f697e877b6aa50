// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { battery, batteryId, gtin, passportId, publicPoints, status } from '../doubles/records.js';
import { TestGateway } from '../doubles/test-gateway.js';

describe('gateway-api: what a label leads to', () => {
  let gateway: TestGateway;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  it('shows the public points, and nothing else, to whoever scans it', async () => {
    gateway.ledger.on('battery:get', () => ({ battery: { ...battery, batch: 'B-7' }, status }));
    const answer = await gateway.get(`/01/${gtin}/21/S1`, { authorization: '' });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, {
      id: batteryId,
      gtin,
      serial: 'S1',
      category: 'ev',
      batch: 'B-7',
      publicPoints,
      passportId,
    });
  });

  it('shows a battery that has no passport yet', async () => {
    const announced = { ...status, status: 'announced', passportId: undefined };
    gateway.ledger.on('battery:get', () => ({ battery, status: announced }));
    const answer = await gateway.get(`/01/${gtin}/21/S1`, { authorization: '' });
    assert.equal(answer.status, 200);
    assert.equal('passportId' in answer.body, false);
  });

  it('answers 404 for a battery nobody registered and 400 for a check digit that does not fit', async () => {
    gateway.ledger.on('battery:get', () => {
      throw new FabricError('NOT_FOUND', 'there is no battery');
    });
    assert.equal((await gateway.get(`/01/${gtin}/21/S2`, { authorization: '' })).status, 404);
    const wrong = await gateway.get('/01/09521234543214/21/S1', { authorization: '' });
    assert.equal(wrong.status, 400);
    assert.match(JSON.stringify(wrong.body['errors']), /"\/gtin".*check digit/);
  });

  it('reads GB/T 34014 codes of both lives', async () => {
    // 031 maker, pack, lithium-ion NMC, spec 01, 7 of traceability, 2018-05-28 in the code's alphabet, serial 1
    const first = await gateway.get('/api/v1/identifiers?code=031PE01ABCDEFG85W0000001');
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal(first.body['life'], 'first');
    assert.equal(first.body['date'], '2018-05-28');
    const second = await gateway.get('/api/v1/identifiers?code=031ME0185W0000001RM');
    assert.equal(second.body['life'], 'second');
    assert.equal(second.body['reuse'], 'module');
  });

  it('reads GS1 Digital Links, of an item and of a model', async () => {
    const item = encodeURIComponent(`https://id.example.org/01/${gtin}/10/B-7/21/A%2FB?x=1`);
    assert.deepEqual((await gateway.get(`/api/v1/identifiers?code=${item}`)).body, {
      scheme: 'gs1DigitalLink',
      resolver: 'https://id.example.org',
      gtin,
      lot: 'B-7',
      serial: 'A/B',
      batteryId: `${gtin}-A/B`,
    });
    const model = encodeURIComponent(`https://id.example.org/01/${gtin}`);
    assert.equal('batteryId' in (await gateway.get(`/api/v1/identifiers?code=${model}`)).body, false);
  });

  it('refuses a code of neither standard, and one whose date does not exist', async () => {
    for (const code of ['hello', 'https://id.example.org/01/09521234543214/21/S1', '031PE01ABCDEFG82X0000001', '']) {
      const answer = await gateway.get(`/api/v1/identifiers?code=${encodeURIComponent(code)}`);
      assert.equal(answer.status, 400, code);
      assert.match(JSON.stringify(answer.body['errors']), /"\/code"/);
    }
  });
});
