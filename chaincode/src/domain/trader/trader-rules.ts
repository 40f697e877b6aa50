// SPDX-License-Identifier: Apache-2.0

import { invalidItem } from '../at-item.js';
import { DomainError } from '../errors.js';
import { millisecondsOf } from '../instant.js';
import type { TraderParameters } from './trader-parameters.js';
import type { Arrival, Enrolment, Trader, TraderCount } from './trader.js';

const DAY = 86_400_000;

/** What a LEAG's vehicles and pseudonyms are counted from, as its lists hold them. */
export interface TraderRecords {
  readonly enrolments: readonly Enrolment[];
  readonly traders: readonly Trader[];
  readonly arrivals: readonly Arrival[];
}

/** Counts a LEAG's vehicles and pseudonyms. */
export function countOf(leag: string, { enrolments, traders, arrivals }: TraderRecords): TraderCount {
  return {
    leag,
    enrolled: enrolments.filter(({ released }) => released === undefined).length,
    entitled: enrolments.filter(({ moved }) => moved === undefined).length,
    active: traders.filter(({ status }) => status === 'active').length,
    fresh: traders.filter(({ origin }) => origin === 'fresh').length,
    arrived: arrivals.length,
    left: traders.filter(({ status }) => hasLeft(status)).length,
  };
}

/** Whether a vehicle left its LEAG under this name. */
export function hasLeft(status: Trader['status']): boolean {
  return status === 'leaving' || status === 'moved';
}

/**
 * Holds a LEAG to one pseudonym a vehicle: who came, by a first name or from elsewhere, and has not left again is no more
 * than who is enrolled. A name that was dropped counts on, or a vehicle could drop a spoilt one and begin anew.
 * @throws DomainError RULE_VIOLATION (`onePerVehicle`)
 */
export function requireVehicles({ enrolled, active, fresh, arrived, left }: TraderCount, more: number): void {
  const unnamed = enrolled - (fresh + arrived - left);
  if (more > unnamed) {
    throw new DomainError('RULE_VIOLATION', `${unnamed} vehicles have no pseudonym, not ${more}`, {
      rule: 'onePerVehicle',
      enrolled,
      active,
      fresh,
      arrived,
      left,
      asked: more,
    });
  }
}

/**
 * Holds the market to one first pseudonym a vehicle: who came with a name from another LEAG brings its record.
 * @throws DomainError RULE_VIOLATION (`firstPseudonym`)
 */
export function requireEntitled({ entitled, fresh }: TraderCount, more: number): void {
  if (more > entitled - fresh) {
    throw new DomainError(
      'RULE_VIOLATION',
      `${entitled - fresh} vehicles wait for their first pseudonym here, not ${more}`,
      {
        rule: 'firstPseudonym',
        entitled,
        fresh,
        asked: more,
      },
    );
  }
}

/** @throws DomainError RULE_VIOLATION (`batch`), because a small batch tells by its time who is in it. */
export function requireBatch(size: number, { pseudonymBatch }: TraderParameters): void {
  if (size < pseudonymBatch) {
    throw new DomainError('RULE_VIOLATION', `${size} at once; ${pseudonymBatch} at least`, {
      rule: 'batch',
      size,
      least: pseudonymBatch,
    });
  }
}

/** Refuses a list that is not in ascending order without repeats, because its order would tell something. @throws DomainError INVALID_INPUT */
export function requireSorted(list: string, values: readonly string[]): void {
  for (const [index, value] of values.entries()) {
    const before = values[index - 1];
    if (before !== undefined && before >= value) {
      throw invalidItem(list, index, 'in ascending order, none twice');
    }
  }
}

/**
 * Checks that a pseudonym can give way to another: after its time, or when its vehicle has a new owner.
 * @throws DomainError ILLEGAL_STATUS where one has taken over, or it left; RULE_VIOLATION (rotationAge)
 */
export function requireRotatable(
  trader: Trader,
  { now, sold }: { readonly now: string; readonly sold: boolean },
  { pseudonymRotationDays }: TraderParameters,
): void {
  requireStatus(trader, ['active', 'retired']);
  const from = millisecondsOf(`${trader.since}T00:00:00Z`) + pseudonymRotationDays * DAY;
  if (!sold && millisecondsOf(now) < from) {
    throw new DomainError(
      'RULE_VIOLATION',
      `${trader.pseudonym} can give way from ${new Date(from).toISOString()} on`,
      {
        rule: 'rotationAge',
        pseudonym: trader.pseudonym,
        from: new Date(from).toISOString(),
      },
    );
  }
}

/** @throws DomainError ILLEGAL_STATUS unless the enrolment holds, with this LEAG or, where none is named, with any. */
export function requireEnrolled({ leag, released }: Enrolment, expected = leag): void {
  if (leag !== expected || released !== undefined) {
    throw new DomainError('ILLEGAL_STATUS', `this vehicle is not enrolled with ${expected}`, {
      leag,
      ...(released !== undefined && { released }),
    });
  }
}

/** @throws DomainError ILLEGAL_STATUS unless the pseudonym's status is one of these. */
export function requireStatus({ pseudonym, status }: Trader, legal: readonly Trader['status'][]): void {
  if (!legal.includes(status)) {
    throw new DomainError('ILLEGAL_STATUS', `${pseudonym} is ${status}`, { pseudonym, status, legal });
  }
}
