// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { recordId } from '../doubles/records.js';
import { RouteSuite } from '../doubles/route-suite.js';

const digest = (digit: string) => digit.repeat(64);
const [a, b, c, d, e, f] = [digest('a'), digest('b'), digest('c'), digest('d'), digest('e'), digest('f')];
const leag = 'north';
const notAfter = '2026-12-31T00:00:00Z';
const certificate = 'x'.repeat(100);
const signature = '0'.repeat(128);
const keySignature = { publicKey: 'ab'.repeat(60), signature };

/** A vehicle's request, and the nullifier that follows from its id: SHA-256 of a label and the bytes of the id. */
const request = (vehicleId: string, pseudonym?: string) => ({
  vehicleId,
  certificate,
  signature,
  notAfter,
  ...(pseudonym !== undefined && { pseudonym }),
});
const nullifierOf = (vehicleId: string) =>
  createHash('sha256').update('wattpass/nullifier/1').update(Buffer.from(vehicleId, 'hex')).digest('hex');
const payloadOf = (fn: string, pseudonym: string) => ({
  v: 1,
  network: a,
  channel: 'wattpass',
  chaincode: 'wattpass',
  fn,
  notAfter,
  leag,
  pseudonym,
});

describe('gateway-api: moves between LEAGs', () => {
  const suite = new RouteSuite();
  before(async function () {
    this.timeout(60_000);
    await suite.start();
  });
  after(async function () {
    this.timeout(30_000);
    await suite.stop();
  });
  const call = (transaction: string) => suite.gateway.ledger.calls.findLast((each) => each.transaction === transaction);
  const inputOf = (transaction: string) => JSON.parse(call(transaction)?.input ?? '{}') as Record<string, unknown>;
  const sealedIn = (transaction: string) =>
    JSON.parse(Buffer.from(call(transaction)?.private ?? []).toString()) as { items: Record<string, string>[] };
  const answerRotations = () =>
    suite.gateway.ledger
      .on('trader:link', ({ pseudonym }: { pseudonym: string }) => ({
        link: { pseudonym, nullifier: e, salt: recordId },
        vehicle: { vehicleId: c, certificate, signature, salt: recordId, nullifier: e, leag },
      }))
      .on('trader:sealLinks', () => ({ ids: [] }))
      .on('trader:sealReleases', () => ({ ids: [] }))
      .on(
        'trader:rotate',
        ({ arrivals, key, ...names }: { arrivals: { payload: { pseudonym: string } }[]; key: string }) => {
          assert.equal(typeof key, 'string');
          return {
            id: recordId,
            day: '2026-11-22',
            arrived: arrivals.map(({ payload }) => payload.pseudonym),
            ...names,
          };
        },
      );

  it('lets vehicles leave and arrive in one rotation, without saying who is who', async () => {
    answerRotations().on('trader:rotationOrder', () => ({ groups: [[a, b], [f]] }));
    const arriving = payloadOf('trader:rotate', f);
    const body = {
      items: [
        { from: a, to: d, release: request(b, d) },
        { from: b, to: c },
      ],
      arrivals: [{ nullifier: c, to: a, payload: arriving, signature: keySignature }],
    };
    const { status, body: answer } = await suite.gateway.post(`/api/v1/leags/${leag}/rotations`, body);
    assert.equal(status, 201, JSON.stringify(answer));
    assert.equal((answer as { txIds: string[] }).txIds.length, 3);
    assert.deepEqual(inputOf('trader:rotationOrder'), { leag, retired: [a, b, f], sold: [] });
    const { commitments, key, ...published } = inputOf('trader:rotate');
    assert.deepEqual(published, {
      leag,
      retired: [a, b],
      sold: [],
      arrivals: [{ payload: arriving, signature: keySignature }],
      certified: [c, d, a], // those that start alike in ascending order, not in that of the names they follow
      leaving: [d],
      released: [nullifierOf(b)],
    });
    assert.deepEqual(inputOf('trader:sealReleases'), { leag, key });
    const [release] = sealedIn('trader:sealReleases').items;
    assert.deepEqual({ ...release, salt: '' }, { ...request(b, d), salt: '' });
    const links = sealedIn('trader:sealLinks').items;
    assert.deepEqual(
      links.map(({ pseudonym, nullifier, previous }) => [pseudonym, nullifier, previous]),
      [
        [d, e, a],
        [c, e, b],
        [a, c, f],
      ],
    );
    assert.equal(new Set([...links, release].map((each) => each?.['salt'])).size, 4);
    assert.equal((commitments as string[]).length, 3);
    assert.ok(!JSON.stringify(inputOf('trader:rotate')).includes(b + '","certificate'));
  });

  it('refuses a rotation of nobody, and of one twice', async () => {
    answerRotations();
    const twice = [
      { from: a, to: c },
      { from: a, to: d },
    ];
    for (const items of [[], twice]) {
      const { status, body } = await suite.gateway.post(`/api/v1/leags/${leag}/rotations`, { items });
      assert.deepEqual([status, (body as { code: string }).code], [400, 'INVALID_INPUT']);
    }
  });

  it('lets vehicles go that have no pseudonym', async () => {
    suite.gateway.ledger
      .on('trader:sealReleases', () => ({ ids: [] }))
      .on('trader:release', ({ key, ...names }: { key: string }) => {
        assert.equal(typeof key, 'string');
        return { id: recordId, month: '2026-11', ...names };
      });
    const body = { items: [request(a), request(b)] };
    const { status, body: answer } = await suite.gateway.post(`/api/v1/leags/${leag}/releases`, body);
    assert.equal(status, 201, JSON.stringify(answer));
    const { key, ...published } = inputOf('trader:release');
    assert.deepEqual(published, { leag, nullifiers: [nullifierOf(a), nullifierOf(b)].sort() });
    assert.deepEqual(inputOf('trader:sealReleases'), { leag, key });
    assert.equal(sealedIn('trader:sealReleases').items.length, 2);
  });

  it('relays a pseudonym that leaves by itself', async () => {
    const link = { pseudonym: a, nullifier: b, salt: recordId };
    suite.gateway.ledger.on('trader:leave', () => ({
      trader: { pseudonym: a, leag, status: 'leaving', origin: 'fresh', since: '2026-01-01' },
      enrolment: { nullifier: b, leag, month: '2026-01', released: '2026-11' },
    }));
    const body = { payload: payloadOf('trader:leave', a), signature: keySignature, link };
    const { status, body: answer } = await suite.gateway.post('/api/v1/traders/departures', body);
    assert.equal(status, 201, JSON.stringify(answer));
    assert.deepEqual(inputOf('trader:leave'), body);
  });

  it('signs a request to leave for vehicles alone', async () => {
    const { status, body } = await suite.gateway.get(`/api/v1/me/release-requests/${leag}?notAfter=${notAfter}`);
    assert.deepEqual([status, (body as { code: string }).code], [403, 'FORBIDDEN']);
    const bad = await suite.gateway.get(`/api/v1/me/release-requests/${leag}?notAfter=soon`);
    assert.equal(bad.status, 400);
  });
});
