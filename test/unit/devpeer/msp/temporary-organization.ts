// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePrivateKey } from '@wattpass/devpeer/internal/msp/key-file';
import { subjectPublicKeyInfo } from '@wattpass/devpeer/internal/msp/certificate-authority';
import { openOrganization, type Organization } from '@wattpass/devpeer/internal/msp/organization';
import { createSigningIdentity, type SigningIdentity } from '@wattpass/devpeer/internal/msp/signing-identity';

/** An organisation in a directory of its own that goes with {@link remove}. */
export interface TemporaryOrganization {
  readonly organization: Organization;
  /** Loads the same organisation once more from its files. */
  reopen(): Promise<Organization>;
  remove(): Promise<void>;
}

export async function temporaryOrganization(name: string, mspId: string): Promise<TemporaryOrganization> {
  const dir = await mkdtemp(join(tmpdir(), `devpeer-${name}-`));
  const open = () => openOrganization(dir, { name, mspId });
  return { organization: await open(), reopen: open, remove: () => rm(dir, { recursive: true }) };
}

export interface IdentityOptions {
  readonly units: readonly string[];
  readonly commonName?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** The MSP the identity claims; its own organisation's by default. */
  readonly mspId?: string;
}

/** Has the organisation's authority issue a certificate with these organisational units. */
export async function issueIdentity(
  organization: Organization,
  { units, commonName = 'somebody', notBefore, notAfter, mspId }: IdentityOptions,
): Promise<SigningIdentity> {
  const key = generatePrivateKey();
  const { certPem } = await organization.ca.issue({
    subject: [...units.map((unit) => ({ OU: [unit] })), { CN: [commonName] }],
    publicKey: subjectPublicKeyInfo(key),
    notAfter: notAfter ?? new Date(Date.now() + 3_600_000),
    ...(notBefore === undefined ? {} : { notBefore }),
  });
  return createSigningIdentity(mspId ?? organization.mspId, certPem, key);
}
