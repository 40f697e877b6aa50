// SPDX-License-Identifier: Apache-2.0

import { X509Certificate } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { requireKeySignature } from '../wallet/signature.js';
import { certifiedAttributes } from './certificate-attributes.js';
import { nullifierOf, VEHICLE_ATTRIBUTE, type Vehicle, type VehicleApplication } from './vehicle.js';

/** The text that a vehicle signs to be enrolled: at this LEAG, on this ledger. */
export function enrolmentStatement(network: string, leag: string, nullifier: string): string {
  return canonicalJson({ type: 'wattpass/enrolment/1', network, leag, nullifier });
}

/**
 * The record of a vehicle whose application is sound: the certificate names this id, and its key signed the statement. That
 * the certificate is the authority's is for the LEAG to check, and for whoever audits it; a contract does not know the
 * authorities of vehicles.
 * @throws DomainError INVALID_INPUT, RULE_VIOLATION (vehicleAttribute), SIGNATURE_INVALID
 */
export function vehicleOf(application: VehicleApplication, leag: string, network: string): Vehicle {
  const certificate = certificateOf(application.certificate);
  if (certifiedAttributes(certificate.raw)[VEHICLE_ATTRIBUTE] !== application.vehicleId) {
    throw new DomainError('RULE_VIOLATION', `/certificate: its attribute ${VEHICLE_ATTRIBUTE} is not this vehicle`, {
      rule: 'vehicleAttribute',
      pointer: '/certificate',
    });
  }
  const nullifier = nullifierOf(application.vehicleId);
  const text = enrolmentStatement(network, leag, nullifier);
  requireKeySignature(text, application.signature, certificate.publicKey, 'the vehicle');
  return { ...application, nullifier, leag };
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
