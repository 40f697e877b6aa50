// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { DomainError } from '../errors.js';
import { millisecondsOf } from '../instant.js';
import { addressOf } from '../wallet/address.js';
import type { LedgerIdentity } from '../wallet/ledger-identity.js';
import { requireSignature } from '../wallet/signature.js';
import type { Departure, Meter, Reading, SignedDeparture, SignedReading } from './meter.js';
import type { FillLine } from './slot-result.js';
import type { Slot } from './slot.js';

/** The text whose UTF-8 a meter signs; it names the ledger, so that it counts on no other. */
export function readingText(reading: Reading, ledger: LedgerIdentity): string {
  return canonicalJson({ ...reading, ...ledger, type: 'wattpass/reading/1' });
}

/** The text whose UTF-8 a meter signs when its vehicle leaves. */
export function departureText(departure: Departure, ledger: LedgerIdentity): string {
  return canonicalJson({ ...departure, ...ledger, type: 'wattpass/departure/1' });
}

/**
 * Checks that a vehicle left in the middle of its delivery.
 * @returns how much of the delivery was over by then, millionths.
 * @throws DomainError ILLEGAL_STATUS (revoked), RULE_VIOLATION: meterOf, departure; SIGNATURE_INVALID
 */
export function requireDeparture(
  { departure, signature }: SignedDeparture,
  { meter, node }: { readonly meter: Meter; readonly node: string },
  slot: Slot,
  ledger: LedgerIdentity,
): number {
  requireMeterOf(meter, departure.trader, node);
  const start = millisecondsOf(slot.slot);
  const [passed, all] = [millisecondsOf(departure.at) - start, millisecondsOf(slot.deliveryEnd) - start];
  if (passed < 0 || passed >= all) {
    const rule = `from ${slot.slot} on and before ${slot.deliveryEnd}`;
    throw broken('departure', `/departure/at: ${rule}`, departure);
  }
  const { publicKey } = meter;
  requireSignature(departureText(departure, ledger), { publicKey, signature }, addressOf(publicKey));
  return Math.floor((passed * 1_000_000) / all);
}

/**
 * Checks a reading of a slot and gives the meter as it stands after it.
 * @throws DomainError ILLEGAL_STATUS (revoked), RULE_VIOLATION: meterOf, register, backwards; SIGNATURE_INVALID
 */
export function requireReading(signed: SignedReading, meter: Meter, line: FillLine, ledger: LedgerIdentity): Meter {
  const { reading, signature } = signed;
  requireMeterOf(meter, reading.trader, line.node ?? reading.leag);
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

function requireMeterOf(meter: Meter, trader: string, leag: string): void {
  if (meter.status !== 'active') {
    throw new DomainError('ILLEGAL_STATUS', `meter ${meter.id} is revoked`, {
      status: meter.status,
      legal: ['active'],
    });
  }
  if (meter.trader !== trader || meter.leag !== leag) {
    throw broken('meterOf', `meter ${meter.id} is not that of ${trader} in ${leag}`, { meter: meter.id });
  }
}

function broken(rule: string, detail: string, { meter }: Pick<Reading, 'meter'>): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule, meter });
}
