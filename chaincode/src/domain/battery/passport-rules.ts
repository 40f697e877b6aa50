// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { sha256Hex } from '../digest.js';
import type { SecondLifeKind } from './certificate.js';
import type { Passport } from './passport.js';

/** The id of a battery's passport of one generation. */
export function passportIdOf(batteryId: string, generation: number): string {
  return `urn:wattpass:${sha256Hex(canonicalJson(['wattpass/passport/1', batteryId, generation])).slice(0, 32)}`;
}

/** The passport that a new battery gets. */
export function firstPassport(batteryId: string, issuedBy: string, now: string): Passport {
  return {
    id: passportIdOf(batteryId, 1),
    batteryId,
    generation: 1,
    life: 'original',
    status: 'active',
    issuedBy,
    issuedAt: now,
  };
}

/** What a second life rests on, as far as its passport shows it. */
export interface SecondLife {
  readonly kind: SecondLifeKind;
  readonly secondLifeCode?: string | undefined;
  readonly issuedBy: string;
}

/** The old passport, ended, and the new one of a second life, each naming the other (Regulation (EU) 2023/1542, Art. 77(7)). */
export function succeed(old: Passport, life: SecondLife, now: string): { ended: Passport; issued: Passport } {
  const id = passportIdOf(old.batteryId, old.generation + 1);
  return {
    ended: { ...old, status: 'superseded', successor: id, endedAt: now },
    issued: {
      id,
      batteryId: old.batteryId,
      generation: old.generation + 1,
      life: life.kind,
      status: 'active',
      predecessor: old.id,
      ...(life.secondLifeCode !== undefined && { secondLifeCode: life.secondLifeCode }),
      issuedBy: life.issuedBy,
      issuedAt: now,
    },
  };
}

/** A recycled battery's passport ceases to exist (Art. 77(8)). */
export function cease(passport: Passport, now: string): Passport {
  return { ...passport, life: 'waste', status: 'ceased', endedAt: now };
}
