// SPDX-License-Identifier: Apache-2.0

import { invalidItem } from '../at-item.js';
import { DomainError } from '../errors.js';
import { millisecondsOf } from '../instant.js';
import type { TraderParameters } from './trader-parameters.js';
import type { Trader, TraderCount } from './trader.js';

const DAY = 86_400_000;

/** Counts a LEAG's vehicles and pseudonyms. */
export function countOf(leag: string, enrolled: number, traders: readonly Trader[]): TraderCount {
  return {
    leag,
    enrolled,
    active: traders.filter(({ status }) => status === 'active').length,
    fresh: traders.filter(({ origin }) => origin === 'fresh').length,
  };
}

/**
 * Holds a LEAG to one pseudonym a vehicle: no more active ones than enrolled vehicles, and no more first ones ever, or a
 * vehicle could drop a spoilt name and begin anew.
 * @throws DomainError RULE_VIOLATION (`onePerVehicle`)
 */
export function requireVehicles({ enrolled, active, fresh }: TraderCount, more: number): void {
  const left = enrolled - Math.max(active, fresh);
  if (more > left) {
    throw new DomainError('RULE_VIOLATION', `${more} pseudonyms for ${left} vehicles without one`, {
      rule: 'onePerVehicle',
      enrolled,
      active,
      fresh,
      asked: more,
    });
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
 * @throws DomainError ILLEGAL_STATUS where one has taken over, RULE_VIOLATION (rotationAge)
 */
export function requireRotatable(
  trader: Trader,
  { now, sold }: { readonly now: string; readonly sold: boolean },
  { pseudonymRotationDays }: TraderParameters,
): void {
  if (trader.status === 'rotated') {
    throw new DomainError('ILLEGAL_STATUS', `${trader.pseudonym} has given way to another`, {
      status: trader.status,
      legal: ['active', 'retired'],
    });
  }
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
