// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { hasEnded, isDrawn, type Round } from '@wattpass/chaincode/domain';
import type { RoundPlace, RoundRecords } from '../access/round-records.js';
import { eachOf } from '../each-of.js';
import type { Participant } from './participant.js';
import type { Trainer } from './trainer.js';

/** Somebody who takes part in a round, and what it trains with. */
export interface Walker {
  readonly participant: Participant;
  readonly train: Trainer;
  /** Whether it hands its update over; a client that breaks off does not. */
  readonly reveals?: boolean;
}

/** How a round is walked through. */
export interface WalkOptions {
  /** How often the ledger is looked at, milliseconds. */
  readonly pollMs: number;
  /** How many clients act at once. */
  readonly width: number;
  readonly signal?: AbortSignal;
  /** Called when all have tried to commit; somebody of the coordinator's organisation may then end the committing. */
  readonly onCommitted?: (count: number) => Promise<void>;
}

/** A round that has ended, and who had an update in it. */
export interface WalkedRound {
  readonly round: Round;
  readonly committed: readonly Participant[];
}

/** Takes many clients of one process through a round that is open: commit, wait, reveal, wait for its end. */
export async function walkRound(
  records: RoundRecords,
  place: RoundPlace,
  walkers: readonly Walker[],
  { pollMs, width, signal, onCommitted }: WalkOptions,
): Promise<WalkedRound> {
  const committed: Walker[] = [];
  const wait = (): Promise<unknown> => pause(pollMs, undefined, signal === undefined ? {} : { signal });
  const [{ cohortShare }, { seed }] = [await records.task(place.taskId), await records.round(place)];
  const drawn = walkers.filter(({ participant }) => isDrawn(seed, participant.clientId, cohortShare));
  await eachOf(drawn, width, async (walker) => {
    while ((await walker.participant.latestRound()) < place.round) {
      await wait(); // organisations' peers are not in step
    }
    if ((await walker.participant.commit(walker.train)) === place.round) {
      committed.push(walker);
    }
  });
  await onCommitted?.(committed.length);
  const until = async (isThere: (round: Round) => boolean): Promise<Round> => {
    for (;;) {
      const round = await records.round(place);
      if (isThere(round)) {
        return round;
      }
      await wait();
    }
  };
  await until(({ status }) => status !== 'committing');
  await eachOf(
    committed.filter(({ reveals }) => reveals !== false),
    width,
    async ({ participant }) => {
      await participant.reveal(place.round);
    },
  );
  return { round: await until(hasEnded), committed: committed.map(({ participant }) => participant) };
}
