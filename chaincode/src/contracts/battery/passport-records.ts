// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Passport } from '../../domain/battery/passport.js';
import { DomainError } from '../../domain/errors.js';
import { BatteryId } from '../../domain/identifiers/battery-id.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { load, save } from '../../ledger/repository.js';

/** Where a passport's record stands. */
const PassportPlace = z.strictObject({ batteryId: BatteryId, generation: z.int().min(1) });

/** The passport with this id. @throws DomainError NOT_FOUND */
export async function loadPassport(ledger: Ledger, passportId: string): Promise<Passport> {
  const { batteryId, generation } = await load(ledger, PassportPlace, keys.passportIndex(passportId));
  return load(ledger, Passport, keys.passport(batteryId, generation));
}

/** The passport a battery has now. @throws DomainError INTERNAL where its status names none */
export function activePassport(
  ledger: Ledger,
  status: { batteryId: string; passportId?: string | undefined },
): Promise<Passport> {
  if (status.passportId === undefined) {
    throw new DomainError('INTERNAL', `${status.batteryId} has no passport`);
  }
  return loadPassport(ledger, status.passportId);
}

/** Writes a passport and, with it, how it is found by its id. */
export async function savePassport(ledger: Ledger, passport: Passport): Promise<void> {
  const { id, batteryId, generation } = passport;
  await save(ledger, keys.passport(batteryId, generation), passport);
  await save(ledger, keys.passportIndex(id), { batteryId, generation });
}
