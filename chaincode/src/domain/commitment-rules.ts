// SPDX-License-Identifier: Apache-2.0

import { DomainError } from './errors.js';

/**
 * Checks private bytes, by their hash, against what was announced in public.
 * @throws DomainError NOT_SEALED where there are none yet, COMMITMENT_MISMATCH where they are others.
 */
export function requireCommitment(what: string, announced: string, hash: string | undefined): void {
  if (hash === undefined) {
    throw new DomainError('NOT_SEALED', `${what} has not been sealed`, { what });
  }
  if (hash !== announced) {
    throw new DomainError('COMMITMENT_MISMATCH', `${what} is not what was announced`, { what, announced });
  }
}
