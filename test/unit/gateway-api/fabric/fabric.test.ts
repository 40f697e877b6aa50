// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createPublicKey, createVerify, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { DomainError, encodeError } from '@wattpass/chaincode/domain';
import { actorIdOf } from '@wattpass/gateway-api/internal/auth/actor-id.js';
import { caToken } from '@wattpass/gateway-api/internal/fabric/ca-token.js';
import { newCertificateRequest } from '@wattpass/gateway-api/internal/fabric/certificate-request.js';
import { commitError, toFabricError } from '@wattpass/gateway-api/internal/fabric/error-mapper.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { derSignature, lowS, nativeSigner } from '@wattpass/gateway-api/internal/fabric/native-signer.js';
import { retrying } from '@wattpass/gateway-api/internal/fabric/retry.js';
import { SaltSource } from '@wattpass/gateway-api/internal/fabric/salt.js';
import { FakeAuthority } from '../doubles/fake-authority.js';

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function integersOf(der: Uint8Array): [bigint, bigint] {
  const r = der.subarray(4, 4 + (der[3] ?? 0));
  const s = der.subarray(6 + r.length);
  return [r, s].map((bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)) as [bigint, bigint];
}

describe('gateway-api fabric: native signer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('signs messages so that any ECDSA library verifies them, always with s in the lower half', () => {
    const sign = nativeSigner(pem);
    for (let index = 0; index < 200; index += 1) {
      const message = Buffer.from(`message ${index}`);
      const signature = sign(message);
      assert.ok(verify('sha256', message, publicKey, signature));
      assert.ok(integersOf(signature)[1] <= N / 2n);
    }
  });

  it('folds s over n, and writes integers with their sign bit clear', () => {
    assert.equal(lowS(N - 1n), 1n);
    assert.equal(lowS(N / 2n), N / 2n);
    assert.equal(Buffer.from(derSignature(0x80n, 0x7fn)).toString('hex'), '30070202008002017f');
    assert.equal(Buffer.from(derSignature(1n, 0x100n)).toString('hex'), '300702010102020100');
  });
});

describe('gateway-api fabric: certificate authority', () => {
  it('makes a request that names the holder and is signed by its own key', async () => {
    const { request, privateKey } = await newCertificateRequest('ada-1234');
    const parsed = new Pkcs10CertificateRequest(request);
    assert.equal(parsed.subject, 'CN=ada-1234');
    assert.ok(await parsed.verify());
    assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('authorises by certificate and a signature over method, URI, body and certificate', async () => {
    const credentials = await new FakeAuthority().enroll('registrar');
    const [certificate = '', signature = ''] = caToken(credentials, 'POST', '/api/v1/register', '{"id":"x"}').split(
      '.',
    );
    assert.equal(Buffer.from(certificate, 'base64').toString(), credentials.certificate);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const verifier = createVerify('sha256').update(
      `POST.${base64('/api/v1/register')}.${base64('{"id":"x"}')}.${certificate}`,
    );
    assert.ok(verifier.verify(createPublicKey(credentials.certificate), Buffer.from(signature, 'base64')));
  });

  it("knows a holder by the ledger's id, whatever the key", async () => {
    const authority = new FakeAuthority();
    const [first, second] = [await authority.enroll('ada'), await authority.enroll('ada')];
    assert.notEqual(
      new X509Certificate(first.certificate).fingerprint256,
      new X509Certificate(second.certificate).fingerprint256,
    );
    assert.equal(actorIdOf(first.certificate), actorIdOf(second.certificate));
    assert.notEqual(actorIdOf(first.certificate), actorIdOf((await authority.enroll('bob')).certificate));
  });
});

describe('gateway-api fabric: errors', () => {
  const line = encodeError(new DomainError('ILLEGAL_STATUS', 'no', { legal: ['retired'] }));

  it("finds a contract's code in the details of an endorsement and in the message of an evaluation", () => {
    const endorse = {
      code: 10,
      message: 'ABORTED',
      details: [{ message: `chaincode response 500, ${line}` }],
      transactionId: 't1',
    };
    const evaluate = {
      code: 2,
      message: `UNKNOWN: evaluate call to endorser returned error: chaincode response 500, ${line}`,
    };
    for (const failure of [endorse, evaluate]) {
      const error = toFabricError(failure);
      assert.equal(error.code, 'ILLEGAL_STATUS');
      assert.deepEqual(error.facts.data, { legal: ['retired'] });
      assert.equal(error.retryable, false);
    }
    assert.equal(toFabricError(endorse).txId, 't1');
  });

  const cases: [failure: object, code: string, retryable: boolean][] = [
    [{ code: 14, message: 'UNAVAILABLE: no connection' }, 'LEDGER_UNAVAILABLE', true],
    [{ code: 4, message: 'DEADLINE_EXCEEDED' }, 'LEDGER_TIMEOUT', true],
    [{ code: 8, message: 'RESOURCE_EXHAUSTED' }, 'LEDGER_BUSY', true],
    [
      { code: 2, message: 'too many requests for /gateway.Gateway, exceeding concurrency limit (500)' },
      'LEDGER_BUSY',
      true,
    ],
    [{ code: 7, message: 'PERMISSION_DENIED' }, 'IDENTITY_REFUSED', false],
    [{ code: 10, details: [{ message: 'ProposalResponsePayloads do not match' }] }, 'ENDORSEMENT_MISMATCH', true],
    [
      { code: 2, message: 'private data matching public hash version is not available. x' },
      'PRIVATE_DATA_PENDING',
      true,
    ],
    [{ code: 2, message: 'tx creator does not have read access permission on privatedata' }, 'FORBIDDEN', false],
    [
      {
        code: 2,
        message:
          'chaincode response 500, {"code":"INTERNAL","detail":"GET_STATE failed: private data matching public hash ' +
          'version is not available","data":{}}',
      },
      'PRIVATE_DATA_PENDING',
      true,
    ],
    [
      { code: 2, message: 'chaincode response 500, {"code":"INTERNAL","detail":"a fault","data":{}}' },
      'INTERNAL',
      false,
    ],
    [
      {
        code: 9,
        message:
          'FAILED_PRECONDITION: no combination of peers can be derived which satisfy the endorsement policy: required ' +
          'chaincodes are installed on an insufficient number of peers',
      },
      'ENDORSERS_UNAVAILABLE',
      true,
    ],
    [
      {
        code: 10,
        message: 'ABORTED: failed to collect enough transaction endorsements, see attached details for more info',
        details: [{ mspId: 'UserMSP', message: 'rpc error: code = Unavailable desc = connection error' }],
      },
      'ENDORSERS_UNAVAILABLE',
      true,
    ],
    [
      {
        code: 10,
        message: 'ABORTED: failed to endorse transaction, see attached details for more info',
        details: [{ message: 'failed to execute transaction ab: error sending: chaincode stream terminated' }],
      },
      'CHAINCODE_UNAVAILABLE',
      true,
    ],
    [{ code: 9, message: 'FAILED_PRECONDITION: for a reason without a name' }, 'LEDGER_REFUSED', false],
    [{ message: 'something else' }, 'LEDGER_REFUSED', false],
  ];
  for (const [failure, code, retryable] of cases) {
    it(`maps ${JSON.stringify(failure).slice(0, 70)} to ${code}`, () => {
      const error = toFabricError(failure);
      assert.equal(error.code, code);
      assert.equal(error.retryable, retryable);
    });
  }

  it('maps validation codes', () => {
    assert.equal(commitError(11, 't').code, 'COMMIT_CONFLICT');
    assert.equal(commitError(12, 't').code, 'COMMIT_CONFLICT');
    assert.equal(commitError(10, 't').code, 'ENDORSEMENT_POLICY');
    assert.equal(commitError(4, 't').code, 'TRANSACTION_INVALID');
    assert.match(commitError(4, 't').detail, /BAD_CREATOR_SIGNATURE/);
    assert.equal(commitError(11, 't').txId, 't');
  });
});

describe('gateway-api fabric: retries and salts', () => {
  const policy = { attempts: 3, firstDelay: 1 };

  it('tries as often as allowed, and only what may be tried again', async () => {
    let tries = 0;
    const fail = (code: 'COMMIT_CONFLICT' | 'NOT_FOUND') => () => {
      tries += 1;
      return Promise.reject(new FabricError(code, 'x'));
    };
    const mayRetry = (error: unknown): boolean => error instanceof FabricError && error.retryable;
    await assert.rejects(retrying(policy, mayRetry, fail('COMMIT_CONFLICT')));
    assert.equal(tries, 3);
    await assert.rejects(retrying(policy, mayRetry, fail('NOT_FOUND')));
    assert.equal(tries, 4);
    assert.equal(await retrying(policy, mayRetry, () => Promise.resolve('ok')), 'ok');
  });

  it('draws the same salt for a repeat and another for anything else', () => {
    const salts = new SaltSource(new Uint8Array(32).fill(7));
    const other = new SaltSource(new Uint8Array(32).fill(8));
    const drawn = [
      salts.salt('a', 'key-1', 0),
      salts.salt('a', 'key-1', 1),
      salts.salt('a', 'key-2', 0),
      salts.salt('b', 'key-1', 0),
      other.salt('a', 'key-1', 0),
    ];
    assert.equal(new Set(drawn).size, drawn.length);
    assert.ok(drawn.every((salt) => /^[0-9a-f]{32}$/.test(salt)));
    assert.equal(salts.salt('a', 'key-1', 0), drawn[0]);
  });
});
