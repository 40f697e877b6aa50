// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addYears,
  openCertificateAuthority,
  subjectPublicKeyInfo,
  type CertificateAuthority,
  type CertificateSpec,
  type IssuedCertificate,
} from './certificate-authority.js';
import { openPrivateKey, privateKeyPem, readIfPresent, writeWhole } from './key-file.js';
import { encodeMspConfig } from './msp-config.js';
import { writeMspDirectory } from './msp-directory.js';
import type { Revocation } from './revocation-list.js';
import { createSigningIdentity, type SigningIdentity } from './signing-identity.js';
import * as x509 from './x509.js';

const NODE_YEARS = 10;

/** Who an organisation is. */
export interface OrganizationSpec {
  /** Short lower-case name, e.g. `operator`. */
  readonly name: string;
  readonly mspId: string;
  /** DNS domain of its nodes; `<name>.localhost` by default. */
  readonly domain?: string | undefined;
}

/** The certificate authority of an organisation as its server uses it. */
export interface OrganizationCa {
  readonly name: string;
  readonly certPem: string;
  /** Key identifier of the authority in lower-case hexadecimal. */
  readonly keyId: string;
  readonly crlPem: string | undefined;
  issue(spec: CertificateSpec): Promise<IssuedCertificate>;
  /** Revokes certificates, renews the MSP configuration and tells those who asked by `onMspConfigChange`. */
  revoke(revocations: readonly Revocation[]): Promise<void>;
}

/** An organisation of the network with everything it acts by. Its keys never leave its directory. */
export interface Organization {
  readonly name: string;
  readonly mspId: string;
  readonly domain: string;
  readonly caCertPem: string;
  readonly caCertFile: string;
  readonly tlsCaCertPem: string;
  readonly tlsCaCertFile: string;
  readonly peer: SigningIdentity;
  readonly orderer: SigningIdentity;
  readonly admin: SigningIdentity;
  /** The administrator's identity in the layout of Fabric's own programs. */
  readonly adminMspDir: string;
  /** TLS server certificate for 127.0.0.1, ::1, localhost and `tlsServerName`. */
  readonly peerTls: { readonly certPem: string; readonly keyPem: string };
  readonly tlsServerName: string;
  readonly ca: OrganizationCa;
  /** Directory of its certificates, keys and registrations. */
  readonly dir: string;
  /** The current `FabricMSPConfig` message, with the revocations so far. */
  readonly mspConfig: Uint8Array;
  /** Calls `listener` with the new `mspConfig` after each revocation. */
  onMspConfigChange(listener: (mspConfig: Uint8Array) => void): void;
}

interface NodeCertificate {
  readonly file: string;
  readonly subject: x509.JsonName;
  readonly extensions: readonly x509.Extension[];
}

async function openNodeCertificate(
  dir: string,
  issuer: CertificateAuthority,
  node: NodeCertificate,
): Promise<{ certPem: string; key: Awaited<ReturnType<typeof openPrivateKey>> }> {
  const key = await openPrivateKey(join(dir, `${node.file}-key.pem`));
  const certFile = join(dir, `${node.file}-cert.pem`);
  const stored = await readIfPresent(certFile);
  if (stored !== undefined) {
    return { certPem: stored, key };
  }
  const { certPem } = await issuer.issue({
    subject: node.subject,
    publicKey: subjectPublicKeyInfo(key),
    extensions: node.extensions,
    notAfter: addYears(new Date(), NODE_YEARS),
  });
  await writeWhole(certFile, certPem, 0o644);
  return { certPem, key };
}

function tlsExtensions(names: readonly string[]): x509.Extension[] {
  return [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
    new x509.SubjectAlternativeNameExtension([
      ...names.map((value) => ({ type: 'dns' as const, value })),
      { type: 'ip', value: '127.0.0.1' },
      { type: 'ip', value: '::1' },
    ]),
  ];
}

function organizationCa(name: string, root: CertificateAuthority, changed: () => void): OrganizationCa {
  return {
    name,
    certPem: root.certPem,
    keyId: root.keyId,
    get crlPem() {
      return root.crlPem;
    },
    issue: (spec) => root.issue(spec),
    async revoke(revocations) {
      await root.revoke(revocations);
      changed();
    },
  };
}

/**
 * Loads the organisation kept in `dir`, or creates it there on first use: a signing and a TLS authority, identities of
 * its peer, orderer and admin (told apart by NodeOU units), and a TLS certificate. Key files have mode 0600.
 */
export async function openOrganization(dir: string, spec: OrganizationSpec): Promise<Organization> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const domain = spec.domain ?? `${spec.name}.localhost`;
  const tlsServerName = `peer0.${domain}`;
  const signingRoot = await openCertificateAuthority(dir, 'ca', [{ CN: [`ca.${domain}`] }, { O: [domain] }]);
  const tlsRoot = await openCertificateAuthority(dir, 'tlsca', [{ CN: [`tlsca.${domain}`] }, { O: [domain] }]);
  const node = (file: string, commonName: string, unit: string): ReturnType<typeof openNodeCertificate> =>
    openNodeCertificate(dir, signingRoot, {
      file,
      subject: [{ OU: [unit] }, { CN: [commonName] }],
      extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
    });
  const identity = async (file: string, commonName: string): Promise<SigningIdentity> => {
    const { certPem, key } = await node(file, commonName, file);
    return createSigningIdentity(spec.mspId, certPem, key);
  };
  const admin = await node('admin', `admin@${domain}`, 'admin');
  const adminMspDir = join(dir, 'admin-msp');
  await writeMspDirectory(adminMspDir, {
    caCertPem: signingRoot.certPem,
    tlsCaCertPem: tlsRoot.certPem,
    certPem: admin.certPem,
    keyPem: privateKeyPem(admin.key),
  });
  const tls = await openNodeCertificate(dir, tlsRoot, {
    file: 'tls',
    subject: [{ CN: [tlsServerName] }],
    extensions: tlsExtensions([tlsServerName, 'localhost']),
  });
  const mspConfig = (): Uint8Array =>
    encodeMspConfig({
      mspId: spec.mspId,
      rootCertPem: signingRoot.certPem,
      tlsRootCertPem: tlsRoot.certPem,
      crlPem: signingRoot.crlPem,
    });
  const listeners: ((config: Uint8Array) => void)[] = [];
  return {
    name: spec.name,
    mspId: spec.mspId,
    domain,
    dir,
    caCertPem: signingRoot.certPem,
    caCertFile: signingRoot.certFile,
    tlsCaCertPem: tlsRoot.certPem,
    tlsCaCertFile: tlsRoot.certFile,
    peer: await identity('peer', `peer0.${domain}`),
    orderer: await identity('orderer', `orderer0.${domain}`),
    admin: createSigningIdentity(spec.mspId, admin.certPem, admin.key),
    adminMspDir,
    peerTls: { certPem: tls.certPem, keyPem: privateKeyPem(tls.key) },
    tlsServerName,
    ca: organizationCa(`ca-${spec.name}`, signingRoot, () => {
      const config = mspConfig();
      listeners.forEach((listener) => {
        listener(config);
      });
    }),
    get mspConfig() {
      return mspConfig();
    },
    onMspConfigChange: (listener) => void listeners.push(listener),
  };
}
