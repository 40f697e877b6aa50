// SPDX-License-Identifier: Apache-2.0
import * as x509 from '../msp/x509.js';
import { CaError, CaErrorCode } from './ca-error.js';
import type { Attribute, RegisteredIdentity } from './registry.js';

/** Where Fabric CA writes attributes in a certificate; the content is bare JSON, not ASN.1. */
export const ATTRIBUTE_OID = '1.2.3.4.5.6.7.8.1';

/** An attribute that a certificate is asked to carry. */
export interface AttributeRequest {
  readonly name: string;
  readonly optional?: boolean | undefined;
}

/** The attributes every identity has by itself; they go into every certificate and cannot be chosen. */
export function ownAttributes(id: string, type: string, affiliation: string): Attribute[] {
  return [
    { name: 'hf.EnrollmentID', value: id, ecert: true },
    { name: 'hf.Type', value: type, ecert: true },
    { name: 'hf.Affiliation', value: affiliation, ecert: true },
  ];
}

/** Value of an attribute of an identity. */
export function attributeOf(identity: RegisteredIdentity, name: string): string | undefined {
  return identity.attributes.find((attribute) => attribute.name === name)?.value;
}

/** Whether a boolean attribute is set. */
export function hasAttribute(identity: RegisteredIdentity, name: string): boolean {
  return attributeOf(identity, name) === 'true';
}

function defaultRequests(identity: RegisteredIdentity): AttributeRequest[] {
  return identity.attributes.filter(({ ecert }) => ecert === true).map(({ name }) => ({ name, optional: true }));
}

/**
 * The certificate extension with the attributes asked for, or with those marked `ecert` when nothing was asked.
 * Throws {@link CaError} 81 when one that is not optional is missing.
 */
export function attributeExtension(
  identity: RegisteredIdentity,
  requests: readonly AttributeRequest[] | undefined,
): x509.Extension | undefined {
  const wanted = requests ?? defaultRequests(identity);
  const missing = wanted.filter(({ name, optional }) => optional !== true && attributeOf(identity, name) === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(' ');
    throw new CaError(
      400,
      CaErrorCode.attributeExtension,
      `Failed to find requested attributes: The following required attributes are missing: [${names}]`,
    );
  }
  if (requests === undefined && wanted.length === 0) {
    return undefined;
  }
  const entries = wanted.flatMap(({ name }) => {
    const value = attributeOf(identity, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const attrs = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return new x509.Extension(ATTRIBUTE_OID, false, Buffer.from(JSON.stringify({ attrs })));
}
