// SPDX-License-Identifier: Apache-2.0

import { X509Certificate } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import { requireKeySignature } from '../wallet/signature.js';
import { certifiedAttributes } from './certificate-attributes.js';
import type { Release, ReleaseRequest } from './move.js';
import { nullifierOf, VEHICLE_ATTRIBUTE, type Vehicle, type VehicleApplication } from './vehicle.js';

/** The text that a vehicle signs to be enrolled: at this LEAG, on this ledger. */
export function enrolmentStatement(network: string, leag: string, nullifier: string): string {
  return canonicalJson({ type: 'wattpass/enrolment/1', network, leag, nullifier });
}

/** The text that a vehicle signs to be let go by this LEAG, on this ledger, until then, under that name if it has one. */
export function releaseStatement(
  network: string,
  leag: string,
  { nullifier, notAfter, pseudonym }: Pick<Release, 'nullifier' | 'notAfter' | 'pseudonym'>,
): string {
  const name = pseudonym === undefined ? {} : { pseudonym };
  return canonicalJson({ type: 'wattpass/release/1', network, leag, nullifier, notAfter, ...name });
}

/**
 * The record of a vehicle whose application is sound: the certificate names this id, and its key signed the statement. That
 * the certificate is the authority's is for the LEAG to check, and for whoever audits it; a contract does not know the
 * authorities of vehicles.
 * @throws DomainError INVALID_INPUT, RULE_VIOLATION (vehicleAttribute), SIGNATURE_INVALID
 */
export function vehicleOf(application: VehicleApplication, leag: string, network: string): Vehicle {
  const nullifier = nullifierOf(application.vehicleId);
  requireVehicleSignature(application, enrolmentStatement(network, leag, nullifier));
  return { ...application, nullifier, leag };
}

/**
 * The record of a request to be let go that is sound, as {@link vehicleOf} has it.
 * @throws DomainError as {@link vehicleOf}, and PAYLOAD_EXPIRED
 */
export function releaseOf(request: ReleaseRequest, leag: string, network: string, now: string): Release {
  const release = { ...request, nullifier: nullifierOf(request.vehicleId), leag };
  requireVehicleSignature(request, releaseStatement(network, leag, release));
  if (compareInstants(now, request.notAfter) > 0) {
    const { notAfter } = request;
    throw new DomainError('PAYLOAD_EXPIRED', `the request held until ${notAfter}`, { notAfter, now });
  }
  return release;
}

function requireVehicleSignature(
  { vehicleId, certificate: pem, signature }: Omit<VehicleApplication, 'salt'>,
  text: string,
): void {
  const certificate = certificateOf(pem);
  if (certifiedAttributes(certificate.raw)[VEHICLE_ATTRIBUTE] !== vehicleId) {
    throw new DomainError('RULE_VIOLATION', `/certificate: its attribute ${VEHICLE_ATTRIBUTE} is not this vehicle`, {
      rule: 'vehicleAttribute',
      pointer: '/certificate',
    });
  }
  requireKeySignature(text, signature, certificate.publicKey, 'the vehicle');
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new DomainError('INVALID_INPUT', '/certificate: must be an X.509 certificate in PEM', {
      issues: [{ pointer: '/certificate', rule: 'an X.509 certificate in PEM' }],
    });
  }
}
