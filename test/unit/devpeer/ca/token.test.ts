// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { verifyToken, type SignedRequest } from '@wattpass/devpeer/internal/ca/token';
import { decodeSignature, encodeSignature } from '@wattpass/devpeer/internal/msp/signature';
import { temporaryOrganization, type TemporaryOrganization } from '../msp/temporary-organization.js';

const ORDER = BigInt('0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551');
const request: SignedRequest = { method: 'POST', uri: '/api/v1/register?ca=a', body: Buffer.from('{"id":"x"}') };

describe('verifyToken', () => {
  let temporary: TemporaryOrganization;

  before(async () => {
    temporary = await temporaryOrganization('operator', 'OperatorMSP');
  });
  after(() => temporary.remove());

  const base64 = (value: string | Uint8Array) => Buffer.from(value).toString('base64');

  /** Signs as a client of Fabric CA does. */
  function tokenFor({ method, uri, body }: SignedRequest, alter = (signature: Uint8Array) => signature): string {
    const { admin } = temporary.organization;
    const encoded = base64(admin.certPem);
    const payload = `${method}.${base64(uri)}.${base64(body)}.${encoded}`;
    return `${encoded}.${base64(alter(admin.sign(Buffer.from(payload))))}`;
  }

  it('returns the certificate of whoever signed the request', () => {
    assert.match(verifyToken(tokenFor(request), request).subject, /OU=admin/);
  });

  it('accepts a request without a body', () => {
    const empty = { method: 'GET', uri: '/api/v1/identities', body: new Uint8Array() };
    verifyToken(tokenFor(empty), empty);
  });

  const changes: [string, Partial<SignedRequest>][] = [
    ['method', { method: 'GET' }],
    ['path', { uri: '/api/v1/revoke?ca=a' }],
    ['query', { uri: '/api/v1/register?ca=b' }],
    ['body', { body: Buffer.from('{"id":"y"}') }],
  ];
  for (const [what, change] of changes) {
    it(`refuses a token for another ${what}`, () => {
      assert.throws(() => verifyToken(tokenFor(request), { ...request, ...change }), { status: 401, code: 20 });
    });
  }

  it('refuses the high-S twin of a good signature', () => {
    const token = tokenFor(request, (signature) => {
      const { r, s } = decodeSignature(signature)!;
      return encodeSignature(r, ORDER - s);
    });
    assert.throws(() => verifyToken(token, request), { status: 401, code: 20 });
  });

  for (const token of ['', 'a', 'a.b', '..', 'a.b.c', `${base64('-----BEGIN CERTIFICATE-----')}.AAAA`]) {
    it(`refuses ${JSON.stringify(token)}`, () => {
      assert.throws(() => verifyToken(token, request), { status: 401, code: 20 });
    });
  }
});
