// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import type { msp } from '@hyperledger/fabric-protos';
import { MspError } from './msp-error.js';
import { isCrlSignedBy, normalizeSerial, readRevocations } from './revocation-list.js';
import * as x509 from './x509.js';

/** The roles that NodeOUs tell apart. */
export type NodeRole = 'client' | 'peer' | 'admin' | 'orderer';

interface NodeUnit {
  readonly role: NodeRole;
  readonly unit: string;
  /** Fingerprint of the authority that must have issued the certificate; any when undefined. */
  readonly certifier: string | undefined;
}

interface Authority {
  readonly certificate: X509Certificate;
  /** Normalised serial numbers from the lists this authority signed. */
  readonly revoked: ReadonlySet<string>;
}

/** What a valid certificate says of its holder. */
export interface Membership {
  readonly role: NodeRole;
  readonly units: readonly string[];
}

/** A membership service provider: the rules by which one organisation's certificates are judged. */
export interface Msp {
  readonly mspId: string;
  /** Tells what a certificate is; throws {@link MspError} when it is no valid member. The period is not looked at. */
  classify(certificate: X509Certificate): Membership;
}

function parseCertificate(bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw new MspError('MALFORMED_CONFIG', 'an MSP configuration holds something that is not a certificate', { cause });
  }
}

function isIssuedBy(authority: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

/** The roots, and those intermediates that chain to one. */
function trustedCertificates(config: msp.FabricMSPConfig): X509Certificate[] {
  const trusted = config.getRootCertsList_asU8().map(parseCertificate);
  let waiting = config.getIntermediateCertsList_asU8().map(parseCertificate);
  for (;;) {
    const reached = waiting.filter((child) => child.ca && trusted.some((parent) => isIssuedBy(parent, child)));
    if (reached.length === 0) {
      return trusted;
    }
    trusted.push(...reached);
    waiting = waiting.filter((child) => !reached.includes(child));
  }
}

function revokedSerials(lists: readonly string[], authority: X509Certificate): Set<string> {
  const signed = lists.filter((list) => isCrlSignedBy(list, authority.publicKey));
  return new Set(signed.flatMap(readRevocations).map((entry) => normalizeSerial(entry.serial)));
}

function nodeUnits(config: msp.FabricMSPConfig): NodeUnit[] {
  const nodeOus = config.getFabricNodeOus();
  if (!nodeOus?.getEnable()) {
    throw new MspError('MALFORMED_CONFIG', `MSP ${config.getName()} does not enable NodeOUs`);
  }
  const entries: [NodeRole, msp.FabricOUIdentifier | undefined][] = [
    ['client', nodeOus.getClientOuIdentifier()],
    ['peer', nodeOus.getPeerOuIdentifier()],
    ['admin', nodeOus.getAdminOuIdentifier()],
    ['orderer', nodeOus.getOrdererOuIdentifier()],
  ];
  return entries.flatMap(([role, identifier]) => {
    if (identifier === undefined) {
      return [];
    }
    const certifier = identifier.getCertificate_asU8();
    const fingerprint = certifier.length === 0 ? undefined : parseCertificate(certifier).fingerprint256;
    return [{ role, unit: identifier.getOrganizationalUnitIdentifier(), certifier: fingerprint }];
  });
}

/** The single role of a certificate; holding none or several is refused. */
function soleRole(known: readonly NodeUnit[], units: readonly string[], issuer: X509Certificate): NodeRole {
  const held = units.flatMap((unit) => known.filter((candidate) => candidate.unit === unit));
  const [role, ...others] = held;
  const shown = `OUs: [${units.join(', ')}]`;
  if (role === undefined) {
    throw new MspError(
      'NO_SINGLE_ROLE',
      `the identity does not have an OU that resolves to client, peer, orderer, or admin role. ${shown}`,
    );
  }
  if (others.length > 0) {
    throw new MspError(
      'NO_SINGLE_ROLE',
      `the identity must have a client, a peer, an orderer, or an admin OU role to be valid, not a combination of them. ${shown}`,
    );
  }
  if (role.certifier !== undefined && role.certifier !== issuer.fingerprint256) {
    throw new MspError('NO_SINGLE_ROLE', `certifiersIdentifier does not match: ${shown}`);
  }
  return role.role;
}

const SECOND_MS = 1000;

/** Fabric looks at a chain as it was one second after the certificate's period began, so that identities do not age. */
function checkIssuerPeriod(issuer: X509Certificate, certificate: X509Certificate, mspId: string): void {
  const issued = Date.parse(certificate.validFrom) + SECOND_MS;
  if (issued >= Date.parse(issuer.validFrom) && issued <= Date.parse(issuer.validTo)) return;
  throw new MspError(
    'UNTRUSTED_CERTIFICATE',
    'the supplied identity is not valid: its certificate begins when that of its authority is not valid, ' +
      `MSP: [${mspId}]`,
  );
}

/** Builds the rules from a `FabricMSPConfig`; throws {@link MspError} `MALFORMED_CONFIG` when it makes no sense. */
export function createMsp(config: msp.FabricMSPConfig): Msp {
  const lists = config.getRevocationListList_asU8().map((list) => Buffer.from(list).toString('utf8'));
  const authorities: Authority[] = trustedCertificates(config).map((certificate) => ({
    certificate,
    revoked: revokedSerials(lists, certificate),
  }));
  if (authorities.length === 0) {
    throw new MspError('MALFORMED_CONFIG', `MSP ${config.getName()} has no root certificate`);
  }
  const known = nodeUnits(config);
  return {
    mspId: config.getName(),
    classify(certificate) {
      if (certificate.ca) {
        throw new MspError('NOT_AN_IDENTITY', 'a certificate authority cannot be used as an identity');
      }
      const issuer = authorities.find((candidate) => isIssuedBy(candidate.certificate, certificate));
      if (issuer === undefined) {
        throw new MspError(
          'UNTRUSTED_CERTIFICATE',
          `the supplied identity is not valid: certificate signed by unknown authority, MSP: [${config.getName()}]`,
        );
      }
      checkIssuerPeriod(issuer.certificate, certificate, config.getName());
      if (issuer.revoked.has(normalizeSerial(certificate.serialNumber))) {
        throw new MspError('REVOKED', 'The certificate has been revoked');
      }
      const units = new x509.X509Certificate(certificate.raw).subjectName.getField('OU');
      return { role: soleRole(known, units, issuer.certificate), units };
    },
  };
}
