// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startCaServer, type CaServer } from '@wattpass/devpeer/internal/ca/ca-server';
import { Registry } from '@wattpass/devpeer/internal/ca/registry';
import { subjectPublicKeyInfo } from '@wattpass/devpeer/internal/msp/certificate-authority';
import { generatePrivateKey } from '@wattpass/devpeer/internal/msp/key-file';
import { createMspManager } from '@wattpass/devpeer/internal/msp/msp-manager';
import { serializeIdentity } from '@wattpass/devpeer/internal/msp/signing-identity';
import { X509Certificate as ParsedCertificate } from '@wattpass/devpeer/internal/msp/x509';
import { temporaryOrganization, type TemporaryOrganization } from '../../unit/devpeer/msp/temporary-organization.js';
import { certificateOf, createCsr, FabricCaClient, tokenOf, type Enrolled } from '../../support/fabric-ca-client.js';

function failure(status: number, code: number) {
  return { status, code };
}

function outcome(envelope: { status: number; success: boolean; errors: readonly { code: number }[] }) {
  assert.equal(envelope.success, false);
  assert.equal(envelope.errors.length, 1);
  return failure(envelope.status, envelope.errors[0]!.code);
}

describe("devpeer's certificate authority", () => {
  let temporary: TemporaryOrganization;
  let server: CaServer;
  let client: FabricCaClient;
  let registrar: Enrolled;

  before(async () => {
    temporary = await temporaryOrganization('operator', 'OperatorMSP');
    server = await startCaServer(temporary.organization, { port: 0 });
    client = new FabricCaClient(server.url, server.tlsCaCertFile);
    registrar = await client.enrolled(server.registrarId, await readFile(server.registrarSecretFile, 'utf8'));
  });
  after(async () => {
    await server.close();
    await temporary.remove();
  });

  async function register(fields: Record<string, unknown>): Promise<string> {
    const envelope = await client.callAs(registrar, 'POST', '/api/v1/register', fields);
    assert.equal(envelope.status, 201, JSON.stringify(envelope.errors));
    return envelope.result.secret as string;
  }

  it('keeps the secret of its registrar from other users', async () => {
    assert.equal((await stat(server.registrarSecretFile)).mode & 0o777, 0o600);
    assert.ok((await readFile(server.registrarSecretFile, 'utf8')).length >= 20);
  });

  for (const uri of ['/api/v1/cainfo', '/cainfo', '/api/v1/cainfo?ca=ca-operator']) {
    it(`tells everybody its name and certificate at ${uri}`, async () => {
      const { status, result } = await client.call('GET', uri);
      assert.equal(status, 200);
      assert.equal(result.CAName, 'ca-operator');
      const chain = Buffer.from(result.CAChain as string, 'base64').toString();
      assert.equal(chain, temporary.organization.caCertPem);
    });
  }

  describe('enrolment', () => {
    it('gives a certificate with type, affiliation and attributes of the registration', async () => {
      const secret = await register({
        id: 'alice',
        type: 'client',
        affiliation: 'operator',
        attrs: [
          { name: 'wattpass.role', value: 'operator', ecert: true },
          { name: 'private', value: '1' },
        ],
      });
      const { certPem, key } = await client.enrolled('alice', secret);
      const certificate = new X509Certificate(certPem);
      // The request asked for OU=admin; units come from the registration alone.
      assert.equal(certificate.subject, 'OU=client\nOU=operator\nCN=alice');
      assert.ok(certificate.checkPrivateKey(key));
      assert.ok(certificate.verify(new X509Certificate(temporary.organization.caCertPem).publicKey));
      const extension = new ParsedCertificate(certPem).getExtension('1.2.3.4.5.6.7.8.1');
      assert.deepEqual(JSON.parse(Buffer.from(extension!.value).toString()), {
        attrs: {
          'hf.Affiliation': 'operator',
          'hf.EnrollmentID': 'alice',
          'hf.Type': 'client',
          'wattpass.role': 'operator',
        },
      });
      const manager = createMspManager([temporary.organization.mspConfig]);
      manager.deserialize(serializeIdentity('OperatorMSP', certPem)).validate(new Date());
    });

    it('puts in exactly the attributes asked for, and refuses those that are missing', async () => {
      const secret = await register({ id: 'asks', attrs: [{ name: 'a', value: '1' }] });
      const { certPem } = await client.enrolled('asks', secret, { attr_reqs: [{ name: 'a' }] });
      const extension = new ParsedCertificate(certPem).getExtension('1.2.3.4.5.6.7.8.1');
      assert.equal(Buffer.from(extension!.value).toString(), '{"attrs":{"a":"1"}}');
      const missing = await client.enroll('asks', secret, { attr_reqs: [{ name: 'b' }] });
      assert.deepEqual(outcome(missing), failure(400, 81));
    });

    it('gives every certificate a serial number of its own', async () => {
      const secret = await register({ id: 'serial' });
      const serials = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const { certPem } = await client.enrolled('serial', secret);
          return new X509Certificate(certPem).serialNumber;
        }),
      );
      assert.equal(new Set(serials).size, 8);
      assert.ok(serials.every((serial) => serial.length >= 38));
    });

    it('fails alike for a wrong secret and an unknown name', async () => {
      await register({ id: 'bob', secret: 'right' });
      assert.deepEqual(outcome(await client.enroll('bob', 'wrong')), failure(401, 20));
      assert.deepEqual(outcome(await client.enroll('nobody', 'wrong')), failure(401, 20));
    });

    it('locks an identity after ten wrong secrets in a row', async () => {
      await register({ id: 'guessed', secret: 'right' });
      for (let i = 0; i < 10; i += 1) {
        assert.deepEqual(outcome(await client.enroll('guessed', `wrong${i}`)), failure(401, 20));
      }
      assert.deepEqual(outcome(await client.enroll('guessed', 'right')), failure(401, 73));
    });

    it('ends with the number of enrolments registered, also when they come at once', async () => {
      const secret = await register({ id: 'twice', max_enrollments: 2 });
      const envelopes = await Promise.all(Array.from({ length: 5 }, () => client.enroll('twice', secret)));
      assert.equal(envelopes.filter(({ success }) => success).length, 2);
    });

    it('does not use up an enrolment for a request that is refused', async () => {
      const secret = await register({ id: 'once', max_enrollments: 1 });
      const { pem } = await createCsr('somebody-else');
      const refused = await client.enroll('once', secret, { certificate_request: pem });
      assert.deepEqual(outcome(refused), failure(403, 77));
      assert.ok((await client.enroll('once', secret)).success);
    });

    it('refuses what is no certificate request, another curve, and a forged request', async () => {
      const secret = await register({ id: 'csr' });
      const enroll = (certificate_request: string) => client.enroll('csr', secret, { certificate_request });
      assert.deepEqual(outcome(await enroll('hello')), failure(400, 31));
      assert.deepEqual(outcome(await enroll((await createCsr('csr', 'P-384')).pem)), failure(400, 80));
      const { pem } = await createCsr('csr');
      const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
      // The last byte belongs to the signature.
      der[der.length - 1]! ^= 1;
      const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
      assert.deepEqual(outcome(await enroll(forged)), failure(400, 80));
    });

    it('issues TLS certificates under the profile tls, and knows no other', async () => {
      const secret = await register({ id: 'tls', type: 'peer' });
      const { certPem } = await client.enrolled('tls', secret, { profile: 'tls' });
      assert.deepEqual(new X509Certificate(certPem).keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      assert.equal((await client.enroll('tls', secret, { profile: 'ca' })).status, 400);
    });
  });

  describe('re-enrolment', () => {
    it('gives a further certificate for a current one, under the same name only', async () => {
      const alice = await client.enrolled('again', await register({ id: 'again', type: 'client' }));
      const { pem } = await createCsr('again');
      const answer = await client.callAs(alice, 'POST', '/api/v1/reenroll', { certificate_request: pem });
      assert.equal(answer.status, 201);
      assert.equal(new X509Certificate(certificateOf(answer)).subject, 'OU=client\nCN=again');
      const other = await createCsr('registrar');
      const refused = await client.callAs(alice, 'POST', '/api/v1/reenroll', { certificate_request: other.pem });
      assert.deepEqual(outcome(refused), failure(403, 77));
    });
  });

  describe('registration', () => {
    it('refuses a name that is taken, also when two come at once', async () => {
      const both = await Promise.all(
        [1, 2].map(() => client.callAs(registrar, 'POST', '/api/v1/register', { id: 'contested' })),
      );
      assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
    });

    it('is for registrars', async () => {
      const simple = await client.enrolled('simple', await register({ id: 'simple' }));
      const refused = await client.callAs(simple, 'POST', '/api/v1/register', { id: 'friend' });
      assert.deepEqual(outcome(refused), failure(403, 71));
    });

    it('refuses affiliations that do not exist and attributes that are fixed', async () => {
      const call = (body: object) => client.callAs(registrar, 'POST', '/api/v1/register', { id: 'odd', ...body });
      assert.deepEqual(outcome(await call({ affiliation: 'nowhere' })), failure(404, 16));
      assert.deepEqual(outcome(await call({ attrs: [{ name: 'hf.Type', value: 'admin' }] })), failure(403, 71));
      assert.deepEqual(outcome(await call({ max_enrollments: -2 })), failure(400, 82));
      assert.deepEqual(outcome(await call({ id: '' })), failure(400, 5));
    });
  });

  describe('tokens', () => {
    const uri = '/api/v1/identities';

    it('are needed', async () => {
      assert.deepEqual(outcome(await client.call('GET', uri)), failure(401, 2));
    });

    it('are refused when signed for another request', async () => {
      const token = tokenOf(registrar, 'GET', '/api/v1/identities/alice', '');
      assert.deepEqual(outcome(await client.call('GET', uri, '', token)), failure(401, 20));
    });

    it("are refused with another holder's key", async () => {
      const { key } = await createCsr('registrar');
      const token = tokenOf({ certPem: registrar.certPem, key }, 'GET', uri, '');
      assert.deepEqual(outcome(await client.call('GET', uri, '', token)), failure(401, 20));
    });

    it('are refused with a certificate that has run out, though issued and recorded', async () => {
      const other = await temporaryOrganization('station', 'StationMSP');
      const registry = await Registry.open(join(other.organization.dir, 'ca-journal.jsonl'));
      const roles = [{ name: 'hf.Registrar.Roles', value: '*' }];
      const identity = { id: 'old', type: 'client', affiliation: '', maxEnrollments: -1, secretHash: '' };
      await registry.register({ ...identity, attributes: roles });
      const certified = async (notAfter: Date): Promise<Enrolled> => {
        const key = generatePrivateKey();
        const { certPem, serial, authorityKeyId } = await other.organization.ca.issue({
          subject: [{ OU: ['client'] }, { CN: ['old'] }],
          publicKey: subjectPublicKeyInfo(key),
          notBefore: new Date('2020-01-01T00:00:00Z'),
          notAfter,
        });
        await registry.addCertificate({ id: 'old', serial, authorityKeyId });
        return { certPem, key };
      };
      const expired = await certified(new Date('2021-01-01T00:00:00Z'));
      const current = await certified(new Date(Date.now() + 60_000));
      const otherServer = await startCaServer(other.organization);
      try {
        const otherClient = new FabricCaClient(otherServer.url, otherServer.tlsCaCertFile);
        assert.deepEqual(outcome(await otherClient.callAs(expired, 'GET', uri)), failure(401, 20));
        assert.equal((await otherClient.callAs(current, 'GET', uri)).status, 200);
      } finally {
        await otherServer.close();
        await other.remove();
      }
    });

    it('are refused for a registrar of another authority of the same name', async () => {
      const other = await temporaryOrganization('operator', 'OperatorMSP');
      const otherServer = await startCaServer(other.organization);
      try {
        const otherClient = new FabricCaClient(otherServer.url, otherServer.tlsCaCertFile);
        const secret = await readFile(otherServer.registrarSecretFile, 'utf8');
        const stranger = await otherClient.enrolled('registrar', secret);
        assert.deepEqual(outcome(await client.callAs(stranger, 'GET', uri)), failure(401, 20));
      } finally {
        await otherServer.close();
        await other.remove();
      }
    });
  });

  describe('revocation', () => {
    it('shuts out the certificates of an identity, at the authority and in the MSP', async () => {
      const manager = createMspManager([temporary.organization.mspConfig]);
      temporary.organization.onMspConfigChange((config) => {
        manager.replace(config);
      });
      const mallory = await client.enrolled('mallory', await register({ id: 'mallory', secret: 's', type: 'client' }));
      const identity = () => manager.deserialize(serializeIdentity('OperatorMSP', mallory.certPem));
      identity().validate(new Date());

      const body = { id: 'mallory', reason: 'keycompromise', gencrl: true };
      const { status, result } = await client.callAs(registrar, 'POST', '/api/v1/revoke', body);
      assert.equal(status, 200);
      assert.equal((result.RevokedCerts as unknown[]).length, 1);
      assert.match(Buffer.from(result.CRL as string, 'base64').toString(), /BEGIN X509 CRL/);

      assert.throws(
        () => {
          identity().validate();
        },
        { code: 'REVOKED' },
      );
      const { pem } = await createCsr('mallory');
      const again = await client.callAs(mallory, 'POST', '/api/v1/reenroll', { certificate_request: pem });
      assert.deepEqual(outcome(again), failure(401, 20));
      assert.deepEqual(outcome(await client.enroll('mallory', 's')), failure(401, 20));
    });

    it('takes single certificates by serial number and key identifier', async () => {
      const secret = await register({ id: 'two' });
      const [lost, kept] = [await client.enrolled('two', secret), await client.enrolled('two', secret)];
      const { serialNumber } = new X509Certificate(lost.certPem);
      const aki = temporary.organization.ca.keyId;
      const revoke = (body: object) => client.callAs(registrar, 'POST', '/api/v1/revoke', body);
      assert.deepEqual(outcome(await revoke({ serial: serialNumber, aki, id: 'alice' })), failure(400, 9));
      assert.equal((await revoke({ serial: serialNumber, aki })).status, 200);
      assert.deepEqual(outcome(await revoke({ serial: serialNumber, aki })), failure(404, 66));
      assert.deepEqual(outcome(await revoke({ serial: 'ab', aki })), failure(404, 8));
      assert.deepEqual(outcome(await revoke({ serial: serialNumber })), failure(400, 15));
      const reenroll = async (caller: Enrolled) => {
        const { pem } = await createCsr('two');
        return client.callAs(caller, 'POST', '/api/v1/reenroll', { certificate_request: pem });
      };
      assert.equal((await reenroll(lost)).status, 401);
      assert.equal((await reenroll(kept)).status, 201);
    });

    it("is for revokers, and for everybody's own", async () => {
      const carol = await client.enrolled('carol', await register({ id: 'carol' }));
      const revoke = (id: string) => client.callAs(carol, 'POST', '/api/v1/revoke', { id });
      assert.deepEqual(outcome(await revoke('alice')), failure(403, 71));
      assert.deepEqual(outcome(await client.callAs(carol, 'POST', '/api/v1/gencrl', {})), failure(403, 71));
      assert.equal((await revoke('carol')).status, 200);
    });

    it('loses no entry when several are revoked at once', async () => {
      const names = Array.from({ length: 6 }, (_, i) => `gone${i}`);
      const certificates = await Promise.all(
        names.map(async (id) => (await client.enrolled(id, await register({ id }))).certPem),
      );
      await Promise.all(names.map((id) => client.callAs(registrar, 'POST', '/api/v1/revoke', { id })));
      const manager = createMspManager([temporary.organization.mspConfig]);
      for (const certPem of certificates) {
        const identity = manager.deserialize(serializeIdentity('OperatorMSP', certPem));
        assert.throws(
          () => {
            identity.validate();
          },
          { code: 'REVOKED' },
        );
      }
    });
  });

  describe('identities', () => {
    it('are listed for registrars, one by one or all, without secrets', async () => {
      await register({ id: 'listed/1', type: 'client', affiliation: 'operator', max_enrollments: 3 });
      const one = await client.callAs(registrar, 'GET', '/api/v1/identities/listed%2F1');
      assert.equal(one.result.id, 'listed/1');
      assert.equal(one.result.max_enrollments, 3);
      const all = await client.callAs(registrar, 'GET', '/api/v1/identities');
      const ids = (all.result.identities as { id: string }[]).map(({ id }) => id);
      assert.ok(ids.includes('registrar') && ids.includes('listed/1'));
      assert.equal(JSON.stringify(all.result).includes('secret'), false);
    });

    it('are not found when they do not exist, and not shown to others', async () => {
      const missing = await client.callAs(registrar, 'GET', '/api/v1/identities/nobody');
      assert.equal(missing.status, 404);
      const simple = await client.enrolled('peeper', await register({ id: 'peeper' }));
      assert.deepEqual(outcome(await client.callAs(simple, 'GET', '/api/v1/identities')), failure(403, 71));
    });
  });

  describe('bad requests', () => {
    const cases: [string, string, string, string, { status: number; code: number }][] = [
      ['an unknown path', 'GET', '/api/v1/nothing', '', failure(404, 0)],
      ['a wrong method', 'GET', '/api/v1/enroll', '', failure(405, 1)],
      ['another authority in the query', 'GET', '/api/v1/cainfo?ca=ca-user', '', failure(404, 19)],
      ['another authority in the body', 'POST', '/api/v1/cainfo', '{"caname":"ca-user"}', failure(404, 19)],
      ['a body that is no JSON', 'POST', '/api/v1/register', '{', failure(400, 5)],
      ['a body that is no object', 'POST', '/api/v1/register', '[]', failure(400, 5)],
      ['a body far too long', 'POST', '/api/v1/register', 'x'.repeat(300_000), failure(413, 3)],
    ];
    for (const [what, method, uri, body, expected] of cases) {
      it(`are refused: ${what}`, async () => {
        assert.deepEqual(outcome(await client.call(method, uri, body)), expected);
      });
    }

    it('are refused: a field of the wrong type, by name', async () => {
      const answer = await client.callAs(registrar, 'POST', '/api/v1/register', { id: 7 });
      assert.deepEqual(outcome(answer), failure(400, 5));
      assert.match(answer.errors[0]!.message, /id must be a string/);
    });
  });

  it('remembers its identities after a restart', async () => {
    const secret = await register({ id: 'patient' });
    const again = await startCaServer(await temporary.reopen());
    try {
      const second = new FabricCaClient(again.url, again.tlsCaCertFile);
      assert.ok((await second.enroll('patient', secret)).success);
      assert.equal((await second.callAs(registrar, 'GET', '/api/v1/identities/patient')).status, 200);
    } finally {
      await again.close();
    }
  });
});
