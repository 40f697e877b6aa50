// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';

/** A status machine: every status with those that may follow it. */
export type Steps<S extends string> = Readonly<Record<S, readonly S[]>>;

/** What stands under a status machine. */
interface Stepping<S extends string> {
  readonly id: string;
  readonly status: S;
}

/**
 * Checks a step of a status machine.
 * @throws DomainError ILLEGAL_STATUS; `data.legal` lists the statuses that may follow the present one.
 */
export function checkStep<S extends string>(steps: Steps<S>, kind: string, record: Stepping<S>, to: S): void {
  const legal = steps[record.status];
  if (!legal.includes(to)) {
    throw new DomainError('ILLEGAL_STATUS', `${kind} ${record.id} is ${record.status} and cannot become ${to}`, {
      status: record.status,
      to,
      legal: [...legal],
    });
  }
}

/**
 * Checks that something which changes no status may happen in the present one.
 * @throws DomainError ILLEGAL_STATUS; `data.legal` lists the statuses in which it may.
 */
export function checkStatusAmong<S extends string>(
  legal: readonly S[],
  kind: string,
  record: Stepping<S>,
  what: string,
): void {
  if (!legal.includes(record.status)) {
    throw new DomainError('ILLEGAL_STATUS', `${kind} ${record.id} is ${record.status}: ${what}`, {
      status: record.status,
      legal: [...legal],
    });
  }
}
