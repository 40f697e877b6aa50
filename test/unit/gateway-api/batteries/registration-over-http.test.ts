// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { sha256 } from '../doubles/commitment.js';
import type { FakeLedger } from '../doubles/fake-ledger.js';
import { battery, batteryId, factoryData, gtin, publicPoints } from '../doubles/records.js';
import { sealedText } from '../doubles/sealed.js';
import { TestGateway, type TestAnswer } from '../doubles/test-gateway.js';

const body = { batteries: [{ gtin, serial: 'S1', category: 'ev', publicPoints, factoryData }] };
const steps = ['battery:register', 'battery:sealFactoryData', 'battery:confirmFactoryData'];

function answering(ledger: FakeLedger): FakeLedger {
  return ledger
    .on('battery:register', () => ({ batteries: [{ ...battery, factory: 'announced' }] }))
    .on('battery:sealFactoryData', () => ({ batteryIds: [batteryId] }))
    .on('battery:confirmFactoryData', () => ({ batteries: [battery] }));
}

describe('gateway-api: registering batteries over HTTP', () => {
  let gateway: TestGateway;
  let producer: string;
  let requests = 0;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
    producer = await gateway.signIn({ name: 'petra', role: 'producer' });
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });
  beforeEach(() => {
    gateway.ledger.calls.length = 0;
    answering(gateway.ledger);
    requests += 1;
  });

  function register(extra: Record<string, string> = {}, asked: unknown = body): Promise<TestAnswer> {
    const headers = { authorization: producer, 'idempotency-key': `register-${requests}-key`, ...extra };
    return gateway.post('/api/v1/batteries', asked, headers);
  }

  it('announces, seals and confirms, in this order, and answers with all three transactions', async () => {
    const answer = await register();
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.deepEqual(
      gateway.ledger.calls.map((call) => call.transaction),
      steps,
    );
    assert.deepEqual(answer.body['batteries'], [battery]);
    assert.equal((answer.body['txIds'] as string[]).length, 3);
  });

  it('sends factory data in private alone, in the bytes that the public commitment binds', async () => {
    await register();
    const [announce, seal, confirm] = gateway.ledger.calls;
    assert.deepEqual(
      [announce, confirm].map((call) => call?.private),
      [undefined, undefined],
    );
    assert.doesNotMatch(gateway.ledger.calls.map((call) => call.input).join(''), /ratedCapacity/);
    assert.deepEqual(JSON.parse(seal!.input), { batteryIds: [batteryId] });
    const announced = JSON.parse(announce!.input) as { key: string; batteries: { factoryCommitment: string }[] };
    assert.equal(announced.key, `register-${requests}-key`);
    const item = sealedText(seal).slice('{"items":['.length, -']}'.length);
    assert.equal(announced.batteries[0]!.factoryCommitment, sha256(item));
  });

  it('answers a repeat without asking the ledger again', async () => {
    const first = await register();
    const calls = gateway.ledger.calls.length;
    const second = await register();
    assert.deepEqual(second.body, first.body);
    assert.equal(gateway.ledger.calls.length, calls);
  });

  for (const code of ['LEDGER_UNAVAILABLE', 'LEDGER_REFUSED', 'ENDORSEMENT_MISMATCH'] as const) {
    it(`goes on after a step that met ${code}, with the same bytes`, async () => {
      gateway.ledger.on('battery:sealFactoryData', () => {
        throw new FabricError(code, 'not now');
      });
      const unfinished = await register();
      assert.equal(unfinished.status, 503);
      assert.equal(unfinished.body['code'], 'SAGA_UNFINISHED');
      assert.equal(unfinished.body['retryable'], true);
      assert.deepEqual(unfinished.body['data'], { step: 'seal', reason: code });
      const tried = gateway.ledger.calls[1]?.private;
      answering(gateway.ledger);
      const finished = await register();
      assert.equal(finished.status, 201, JSON.stringify(finished.body));
      assert.equal(gateway.ledger.count('battery:register'), 1);
      assert.deepEqual(gateway.ledger.calls.at(-2)?.private, tried);
    });
  }

  it('hands a refusal of the first step on and lets the key be used for a corrected request', async () => {
    gateway.ledger.on('battery:register', () => {
      throw new FabricError('ALREADY_EXISTS', '/batteries/0: taken', { data: { index: 0, id: batteryId } });
    });
    const refused = await register();
    assert.equal(refused.status, 409);
    assert.equal(refused.body['code'], 'ALREADY_EXISTS');
    assert.deepEqual(refused.body['data'], { index: 0, id: batteryId });
    assert.equal(gateway.ledger.calls.length, 1);
    answering(gateway.ledger);
    const other = { batteries: [{ ...body.batteries[0], serial: 'S9' }] };
    assert.equal((await register({}, other)).status, 201);
  });

  it('names the place of a bad field by JSON pointer and asks the ledger nothing', async () => {
    const bad = { ...body.batteries[0], gtin: '09521234543214', factoryData: { ...factoryData, chemistry: '' } };
    const answer = await register({}, { batteries: [bad] });
    assert.equal(answer.status, 400);
    const errors = answer.body['errors'] as { pointer: string }[];
    assert.deepEqual(errors.map(({ pointer }) => pointer).sort(), [
      '/batteries/0/factoryData/chemistry',
      '/batteries/0/gtin',
    ]);
    assert.equal(gateway.ledger.calls.length, 0);
  });

  it('is for producers', async () => {
    const operator = await gateway.signIn({ name: `olga-${requests}`, role: 'operator' });
    assert.equal((await register({ authorization: operator })).status, 403);
  });
});
