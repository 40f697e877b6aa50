// SPDX-License-Identifier: Apache-2.0

import type { CommitteeParameters } from './committee-parameters.js';
import type { DutyNote } from './ranking.js';
import type { SlotAttestation, SlotCommittee } from './slot-committee.js';

/**
 * What the seats of a concluded slot came to. Who judged against the conclusion is refuted; a vote that ran out refutes
 * nobody. A seat without a verdict, or with two, was missed.
 */
export function dutiesOf(committee: SlotCommittee, attestations: ReadonlyMap<string, SlotAttestation>): DutyNote[] {
  const { members, replaced, conclusion } = committee;
  return [...members, ...replaced].map(({ validator }) => ({
    validator,
    duty: dutyOf(attestations.get(validator), conclusion),
  }));
}

/** Who shares the pay: timely attesters that judged as the slot was concluded. */
export function payees(duties: readonly DutyNote[]): string[] {
  return duties.filter(({ duty }) => duty === 'timely').map(({ validator }) => validator);
}

/** Each one's equal share of the committee's part of a slot's fees; what does not divide stays with the fees. */
export function payEach(fees: bigint, attesters: number, { committeeFeeShare }: CommitteeParameters): bigint {
  return attesters === 0 ? 0n : (fees * BigInt(committeeFeeShare)) / 1_000_000n / BigInt(attesters);
}

function dutyOf(attestation: SlotAttestation | undefined, conclusion: SlotCommittee['conclusion']): DutyNote['duty'] {
  if (attestation === undefined || attestation.doubled) {
    return 'missed';
  }
  const right = conclusion === 'rejected' ? 'reject' : 'accept';
  if (conclusion !== 'expired' && attestation.verdict !== right) {
    return 'refuted';
  }
  return attestation.timely ? 'timely' : 'late';
}
