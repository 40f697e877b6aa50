// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { recordId } from '../doubles/records.js';
import { RouteSuite } from '../doubles/route-suite.js';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64)) as [string, string, string, string];
const leag = 'north';

describe('gateway-api: the rotation of pseudonyms', () => {
  const suite = new RouteSuite();
  before(async function () {
    this.timeout(60_000);
    await suite.start();
  });
  after(async function () {
    this.timeout(30_000);
    await suite.stop();
  });

  it('names those of vehicles with new owners, seals the links and publishes commitments to the pairs alone', async () => {
    const { ledger } = suite.gateway;
    const certificate = 'x'.repeat(100);
    ledger
      .on('trader:rotationOrder', () => ({ groups: [[b], [a]] }))
      .on('trader:link', ({ pseudonym }: { pseudonym: string }) => ({
        link: { pseudonym, nullifier: d, salt: recordId },
        vehicle: { vehicleId: c, certificate, signature: 'ab'.repeat(64), salt: recordId, nullifier: d, leag },
      }))
      .on('trader:sealLinks', () => ({ ids: [c, d] }))
      .on('trader:rotate', (published: object) => ({
        id: recordId,
        day: '2026-11-22',
        ...Object.fromEntries(Object.entries(published).filter(([name]) => !['key', 'arrivals'].includes(name))),
      }));
    const body = {
      items: [
        { from: b, to: d },
        { from: a, to: c, sold: true },
      ],
    };
    const { status, body: answer } = await suite.gateway.post(`/api/v1/leags/${leag}/rotations`, body);
    assert.equal(status, 201, JSON.stringify(answer));
    const inputOf = (transaction: string): Record<string, unknown> =>
      JSON.parse(ledger.calls.findLast((call) => call.transaction === transaction)?.input ?? '{}') as never;
    assert.deepEqual(inputOf('trader:rotationOrder'), { leag, retired: [a, b], sold: [a] });
    const { commitments, ...published } = inputOf('trader:rotate');
    const { key, ...rest } = published;
    assert.equal(typeof key, 'string');
    const nobodyMoves = { arrivals: [], leaving: [], released: [] };
    assert.deepEqual(rest, { leag, retired: [a, b], sold: [a], certified: [d, c], ...nobodyMoves });
    const sealed = ledger.calls.findLast(({ transaction }) => transaction === 'trader:sealLinks')?.private;
    const { items } = JSON.parse(Buffer.from(sealed ?? []).toString()) as {
      items: { pseudonym: string; previous: string; salt: string }[];
    };
    const expected = items.map(({ pseudonym, previous, salt }) =>
      createHash('sha256').update(`{"from":"${previous}","salt":"${salt}","to":"${pseudonym}"}`).digest('hex'),
    );
    assert.deepEqual(commitments, expected.sort());
  });
});
