// SPDX-License-Identifier: Apache-2.0

import type { Attestation } from './attestation.js';

/** Where a committee stands on an aggregate. */
export interface VerdictCount {
  readonly accepting: number;
  readonly rejecting: number;
  /** How many have to accept: more than two thirds. */
  readonly quorum: number;
  /** Missing while either can still come. */
  readonly outcome?: 'accepted' | 'rejected';
}

/** Counts a committee's verdicts: accepted with a quorum, rejected once a quorum can no longer come. */
export function countVerdicts(
  committee: readonly string[],
  attestations: readonly Pick<Attestation, 'verdict'>[],
): VerdictCount {
  const accepting = attestations.filter(({ verdict }) => verdict === 'accept').length;
  const rejecting = attestations.length - accepting;
  const quorum = Math.floor((2 * committee.length) / 3) + 1;
  const counted = { accepting, rejecting, quorum };
  if (accepting >= quorum) {
    return { ...counted, outcome: 'accepted' };
  }
  return rejecting > committee.length - quorum ? { ...counted, outcome: 'rejected' } : counted;
}
