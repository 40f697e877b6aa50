// SPDX-License-Identifier: Apache-2.0
import type { LearningTask, Round } from '@wattpass/chaincode/domain';
import { wasOvertaken } from '../access/refusals.js';
import type { AttesterContext } from './attester.js';

/**
 * Ends what a dead coordinator leaves open, so that it holds nobody up. The contract lets any member do so once the time
 * is over; the coordinator is given as long again, because it may be coming back.
 * @returns whether something was ended.
 */
export async function relieve(
  { home, clock, observer }: Pick<AttesterContext, 'home' | 'clock' | 'observer'>,
  { windows }: Pick<LearningTask, 'windows'>,
  { taskId, number: round, status, commitBy, revealBy, attestBy }: Round,
): Promise<boolean> {
  const isOver = (deadline: string | undefined, graceSeconds: number): boolean =>
    deadline !== undefined && clock() > Date.parse(deadline) + graceSeconds * 1000;
  try {
    if (status === 'committing' && isOver(commitBy, windows.commit)) {
      await home.client.endCommitting({ taskId, round });
    } else if (
      (status === 'revealing' && isOver(revealBy, 2 * windows.reveal)) ||
      (status === 'proposed' && isOver(attestBy, windows.attest))
    ) {
      await home.client.concludeRound({ taskId, round });
    } else {
      return false;
    }
  } catch (error) {
    if (!wasOvertaken(error)) {
      throw error;
    }
    return false;
  }
  observer.note('ended for an absent coordinator', { taskId, round, status });
  return true;
}
