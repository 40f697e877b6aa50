// SPDX-License-Identifier: Apache-2.0
import type { Exclusion, Round } from '@wattpass/chaincode/domain';

/** Reasons that nobody can check from bytes: that something did not come. */
const absences: readonly Exclusion['reason'][] = ['notRevealed', 'droppedOut'];

/** Whether a reason says that something did not come. */
export function isAbsence(reason: Exclusion['reason']): boolean {
  return absences.includes(reason);
}

/** The clients whose updates did not come, as a round's aggregate says. */
export function absentIn({ aggregate }: Round): ReadonlySet<string> {
  return new Set(aggregate?.excluded.filter(({ reason }) => isAbsence(reason)).map(({ clientId }) => clientId));
}
