// SPDX-License-Identifier: Apache-2.0

const CA_LIFETIME = '131400h';
const NODE_LIFETIME = '87600h';

/** What one certificate authority of the server is made from. */
export interface AuthoritySpec {
  readonly organization: string;
  readonly domain: string;
  readonly registrar: Registrar;
  /** Its root where that was made elsewhere: PEM files. */
  readonly root?: { readonly certFile: string; readonly keyFile: string } | undefined;
}

/** Who may register others at an authority. */
export interface Registrar {
  readonly id: string;
  readonly secret: string;
}

/** Name of an organisation's authority. */
export function authorityName(organization: string): string {
  return `ca-${organization}`;
}

/** The part of Fabric CA's configuration that belongs to one authority. */
export function authorityConfig({ organization, domain, registrar, root }: AuthoritySpec): Record<string, unknown> {
  return {
    ca: {
      name: authorityName(organization),
      ...(root === undefined ? {} : { certfile: root.certFile, keyfile: root.keyFile }),
    },
    registry: {
      maxenrollments: -1,
      identities: [
        {
          name: registrar.id,
          pass: registrar.secret,
          type: 'client',
          affiliation: '',
          attrs: {
            'hf.Registrar.Roles': '*',
            'hf.Registrar.DelegateRoles': '*',
            'hf.Revoker': true,
            'hf.IntermediateCA': true,
            'hf.GenCRL': true,
            'hf.Registrar.Attributes': '*',
            'hf.AffiliationMgr': true,
          },
        },
      ],
    },
    affiliations: { [organization]: [], org1: ['department1', 'department2'], org2: ['department1'] },
    db: { type: 'sqlite3', datasource: 'fabric-ca-server.db' },
    crl: { expiry: NODE_LIFETIME },
    signing: {
      default: { usage: ['digital signature'], expiry: '8760h' },
      profiles: {
        tls: {
          usage: ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement'],
          expiry: NODE_LIFETIME,
        },
      },
    },
    csr: {
      cn: `ca.${domain}`,
      keyrequest: { algo: 'ecdsa', size: 256 },
      names: [{ O: domain }],
      hosts: ['localhost', '127.0.0.1'],
      ca: { expiry: CA_LIFETIME, pathlength: 1 },
    },
    bccsp: { default: 'SW', sw: { hash: 'SHA2', security: 256, filekeystore: { keystore: 'msp/keystore' } } },
  };
}

/** The server's own configuration: HTTPS on loopback, its own authority, and the files of the others. */
export function caServerConfig(
  own: AuthoritySpec,
  port: number,
  authorityFiles: readonly string[],
): Record<string, unknown> {
  return {
    ...authorityConfig(own),
    address: '127.0.0.1',
    port,
    tls: { enabled: true },
    operations: { listenAddress: '127.0.0.1:0' },
    metrics: { provider: 'disabled' },
    cafiles: authorityFiles,
  };
}
