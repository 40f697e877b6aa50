// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { temporaryOrganization, type TemporaryOrganization } from './temporary-organization.js';

describe('openOrganization', () => {
  let temporary: TemporaryOrganization;

  before(async () => {
    temporary = await temporaryOrganization('operator', 'OperatorMSP');
  });
  after(() => temporary.remove());

  it('gives each node its NodeOU and names it in its domain', () => {
    const { peer, orderer, admin } = temporary.organization;
    const subjects = [peer, orderer, admin].map(({ certPem }) => new X509Certificate(certPem).subject);
    assert.deepEqual(subjects, [
      'OU=peer\nCN=peer0.operator.localhost',
      'OU=orderer\nCN=orderer0.operator.localhost',
      'OU=admin\nCN=admin@operator.localhost',
    ]);
  });

  it('issues a TLS certificate for loopback and its own name, under the TLS authority', () => {
    const { peerTls, tlsCaCertPem, tlsServerName } = temporary.organization;
    const certificate = new X509Certificate(peerTls.certPem);
    assert.ok(certificate.verify(new X509Certificate(tlsCaCertPem).publicKey));
    assert.equal(certificate.checkHost(tlsServerName), tlsServerName);
    assert.equal(certificate.checkHost('localhost'), 'localhost');
    assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
    assert.equal(certificate.checkHost('example.com'), undefined);
  });

  it('is the same organisation when opened again', async () => {
    const again = await temporary.reopen();
    assert.equal(again.caCertPem, temporary.organization.caCertPem);
    assert.deepEqual(again.mspConfig, temporary.organization.mspConfig);
    assert.deepEqual(again.peer.serialized, temporary.organization.peer.serialized);
    assert.equal(again.peerTls.keyPem, temporary.organization.peerTls.keyPem);
  });

  it('keeps its keys from other users', async () => {
    const { dir } = temporary.organization;
    const keys = (await readdir(dir)).filter((file) => file.endsWith('-key.pem'));
    assert.deepEqual(keys.sort(), [
      'admin-key.pem',
      'ca-key.pem',
      'orderer-key.pem',
      'peer-key.pem',
      'tls-key.pem',
      'tlsca-key.pem',
    ]);
    for (const key of keys) {
      assert.equal((await stat(join(dir, key))).mode & 0o777, 0o600, key);
    }
  });

  it('describes itself as a Fabric MSP with NodeOUs', () => {
    const config = msp.FabricMSPConfig.deserializeBinary(temporary.organization.mspConfig);
    assert.equal(config.getName(), 'OperatorMSP');
    assert.equal(config.getFabricNodeOus()?.getEnable(), true);
    assert.equal(config.getFabricNodeOus()?.getPeerOuIdentifier()?.getOrganizationalUnitIdentifier(), 'peer');
    assert.equal(Buffer.from(config.getRootCertsList_asU8()[0]!).toString(), temporary.organization.caCertPem);
  });

  it('never lets a certificate outlive its authority', async () => {
    const { organization } = temporary;
    const { notAfter } = await organization.ca.issue({
      subject: [{ CN: ['x'] }],
      publicKey: new X509Certificate(organization.peer.certPem).publicKey.export({ type: 'spki', format: 'der' }),
      notAfter: new Date('2200-01-01T00:00:00Z'),
    });
    assert.equal(notAfter.getTime(), new Date(new X509Certificate(organization.caCertPem).validTo).getTime());
  });
});
