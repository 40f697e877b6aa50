// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { addressOf } from '../wallet/address.js';
import type { LedgerIdentity } from '../wallet/ledger-identity.js';
import { requireSignature } from '../wallet/signature.js';
import type { Meter, Reading, SignedReading } from './meter.js';
import type { FillLine } from './slot-result.js';

/** The text whose UTF-8 a meter signs; it names the ledger, so that it counts on no other. */
export function readingText(reading: Reading, ledger: LedgerIdentity): string {
  return canonicalJson({ ...reading, ...ledger, type: 'wattpass/reading/1' });
}

/**
 * Checks a reading of a slot and gives the meter as it stands after it.
 * @throws DomainError ILLEGAL_STATUS (revoked), RULE_VIOLATION: meterOf, register, backwards; SIGNATURE_INVALID
 */
export function requireReading(signed: SignedReading, meter: Meter, line: FillLine, ledger: LedgerIdentity): Meter {
  const { reading, signature } = signed;
  if (meter.status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `meter ${meter.id} is revoked`, {
      status: meter.status,
      legal: ['active'],
    });
  }
  if (meter.trader !== reading.trader || meter.leag !== reading.leag) {
    throw broken('meterOf', `meter ${meter.id} is not that of ${reading.trader} in ${reading.leag}`, reading);
  }
  if (reading.register !== (line.side === 'buy' ? 'import' : 'export')) {
    throw broken('register', `/reading/register: who ${line.side}s is measured at the other register`, reading);
  }
  const last = reading.register === 'import' ? meter.imported : meter.exported;
  if (reading.start < last || reading.end < reading.start) {
    throw broken(
      'backwards',
      `/reading: the register stood at ${last}; ${reading.start} to ${reading.end} runs back`,
      reading,
    );
  }
  const { publicKey } = meter;
  requireSignature(readingText(reading, ledger), { publicKey, signature }, addressOf(publicKey));
  return reading.register === 'import' ? { ...meter, imported: reading.end } : { ...meter, exported: reading.end };
}

function broken(rule: string, detail: string, { meter }: Reading): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule, meter });
}
