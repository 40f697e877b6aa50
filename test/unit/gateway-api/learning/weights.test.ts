// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { WeightFiles } from '@wattpass/gateway-api/internal/store/weight-files.js';
import { TestGateway } from '../doubles/test-gateway.js';

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const content = Buffer.from(Float64Array.of(1, -2.5, 1e300).buffer);
const hash = sha256(content);

describe('weights over HTTP', () => {
  let gateway: TestGateway;
  let person: string;
  let car: string;
  let otherCar: string;
  before(async function () {
    this.timeout(60_000);
    gateway = await TestGateway.start();
    person = await gateway.signIn({ name: 'aggregator' });
    car = await device('car 1');
    otherCar = await device('car 2');
  });
  after(async function () {
    this.timeout(30_000);
    await gateway.stop();
  });

  async function device(name: string): Promise<string> {
    const { body } = await gateway.post('/api/v1/accounts', { kind: 'device', name });
    return `Bearer ${String(body['apiKey'])}`;
  }

  async function put(
    authorization: string,
    place: string,
    payload: Buffer,
    type = 'application/octet-stream',
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const url = `/api/v1/weights/${place}`;
    const headers = { authorization, 'content-type': type };
    const answer = await gateway.app.inject({ method: 'PUT', url, headers, payload });
    return { status: answer.statusCode, body: JSON.parse(answer.payload) as Record<string, unknown> };
  }

  const read = (authorization: string, of: string) =>
    gateway.app.inject({ method: 'GET', url: `/api/v1/weights/${of}`, headers: { authorization } });

  it('are kept under their hash and come back as they were sent, also a second time', async () => {
    for (const time of ['first', 'second']) {
      const { status, body } = await put(car, `${hash}?purpose=update`, content);
      assert.equal(status, 200, time);
      assert.deepEqual([body['hash'], body['bytes'], body['purpose']], [hash, content.length, 'update']);
    }
    const answer = await read(car, hash);
    assert.equal(answer.headers['content-type'], 'application/octet-stream');
    assert.deepEqual(answer.rawPayload, content);
    const { body } = await gateway.get(`/api/v1/weights/${hash}/description`);
    assert.equal(body['bytes'], content.length);
  });

  it('of one device are not for another, but for people; a model is for all', async () => {
    const own = Buffer.from('an update of car 1');
    await put(car, `${sha256(own)}?purpose=update`, own);
    assert.equal((await read(otherCar, sha256(own))).statusCode, 404);
    assert.equal((await read(person, sha256(own))).statusCode, 200);
    await put(person, `${sha256(own)}?purpose=model`, own);
    assert.equal((await read(otherCar, sha256(own))).statusCode, 200);
    await put(car, `${sha256(own)}?purpose=update`, own);
    assert.equal((await read(otherCar, sha256(own))).statusCode, 200, 'a model stays one');
  });

  it('with another hash than the path says are refused, and nothing is left of them', async () => {
    const wrong = 'cd'.repeat(32);
    const { status, body } = await put(car, `${wrong}?purpose=update`, content);
    assert.deepEqual([status, body['code']], [422, 'COMMITMENT_MISMATCH']);
    assert.equal((await read(car, wrong)).statusCode, 404);
    assert.deepEqual(readdirSync(join(gateway.stateDir, 'weights', 'cd')), []);
  });

  it('need an account, octets, a purpose and a hash', async () => {
    assert.equal((await put('', `${hash}?purpose=model`, content)).status, 401);
    const json = await put(car, `${hash}?purpose=model`, Buffer.from('{}'), 'application/json');
    assert.equal(json.body['code'], 'UNSUPPORTED_MEDIA_TYPE');
    assert.equal((await put(car, hash, content)).body['code'], 'INVALID_INPUT');
    assert.equal((await put(car, `${hash}?purpose=secret`, content)).body['code'], 'INVALID_INPUT');
    assert.equal((await put(car, 'abc?purpose=model', content)).body['code'], 'INVALID_INPUT');
  });

  it('are the only thing that octets can be sent to', async () => {
    const headers = { authorization: car, 'content-type': 'application/octet-stream', 'idempotency-key': 'octets-01' };
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/learning-tasks',
      headers,
      payload: content,
    });
    assert.equal(answer.statusCode, 415);
  });

  it('whose file is gone are as if they had never been, and can be sent again', async () => {
    const lost = Buffer.from('lost');
    await put(car, `${sha256(lost)}?purpose=model`, lost);
    const files = new WeightFiles(join(gateway.stateDir, 'weights'));
    await files.remove(sha256(lost));
    assert.equal((await read(car, sha256(lost))).statusCode, 404);
    assert.equal((await put(car, `${sha256(lost)}?purpose=model`, lost)).status, 200);
    assert.equal((await read(car, sha256(lost))).statusCode, 200);
  });

  it('survive a restart', async function () {
    this.timeout(60_000);
    const first = await TestGateway.start();
    const url = `/api/v1/weights/${hash}`;
    const authorization = `Bearer ${first.adminKey}`;
    const headers = { authorization, 'content-type': 'application/octet-stream' };
    await first.app.inject({ method: 'PUT', url: `${url}?purpose=model`, headers, payload: content });
    const { stateDir } = first;
    assert.ok(existsSync(join(stateDir, 'weights', hash.slice(0, 2), hash)));
    await first.app.close();
    await first.runtime.database.close();
    const second = await TestGateway.start({ stateDir });
    const answer = await second.app.inject({ method: 'GET', url, headers: { authorization } });
    assert.deepEqual(answer.rawPayload, content);
    await second.stop();
  });
});

describe('files of weights', () => {
  const directory = join(process.env['TMPDIR'] ?? '/tmp', `wattpass-weights-${process.pid}`);

  it('take no more than they may, however it comes', async () => {
    const files = new WeightFiles(directory);
    const parts = Readable.from([Buffer.alloc(6), Buffer.alloc(5)]);
    assert.equal(await files.put(sha256(Buffer.alloc(11)), parts, 10), 'too-large');
    assert.equal(await files.has(sha256(Buffer.alloc(11))), false);
    assert.equal(await files.put(sha256(Buffer.alloc(11)), Readable.from([Buffer.alloc(11)]), 11), 11);
  });

  it('leave nothing of a stream that breaks off', async () => {
    const files = new WeightFiles(directory);
    const broken = new Readable({
      read() {
        this.push(Buffer.alloc(3));
        this.destroy(new Error('gone'));
      },
    });
    await assert.rejects(files.put('ef'.repeat(32), broken, 10));
    assert.deepEqual(readdirSync(join(directory, 'ef')), []);
  });

  it('hold what was written', async () => {
    const path = join(directory, hash.slice(0, 2), hash);
    await new WeightFiles(directory).put(hash, Readable.from([content.subarray(0, 5), content.subarray(5)]), 100);
    assert.deepEqual(readFileSync(path), content);
  });
});
