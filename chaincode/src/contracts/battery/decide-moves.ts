// SPDX-License-Identifier: Apache-2.0

import { actsFor, type Actor } from '../../domain/actor.js';
import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { Move } from '../../domain/battery/move.js';
import { accept, cancel, decline, type Moved } from '../../domain/battery/move-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import type { ParsedInputOf } from '../../domain/transactions.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { announceMoves, saveMoved } from './move-records.js';

/** What a decision makes of an open move. */
type Decide = (move: Move, status: BatteryStatus, actor: Actor, now: string) => Moved;

/** What the three handlers have in common. */
type Decider = (session: Session, input: ParsedInputOf<'battery:acceptMove'>) => Promise<{ moves: Move[] }>;

/** Decides moves, all or none; at most one move of a battery at a time. A decision that stands already is a repeat. */
function decideMoves(outcome: 'accepted' | 'declined' | 'cancelled', decide: Decide): Decider {
  return async (session, input) => {
    const { ledger, actor, now } = session;
    refuseRepeats(
      'moves',
      input.moves.map(({ batteryId }) => batteryId),
      'batteryId',
    );
    const moves: Move[] = [];
    const fresh: Moved[] = [];
    for (const [index, { batteryId, moveId }] of input.moves.entries()) {
      await atItem('moves', index, async () => {
        const move = await load(ledger, Move, keys.move(batteryId, moveId));
        if (move.status === outcome && actsFor(actor, outcome === 'cancelled' ? move.from : move.to)) {
          moves.push(move);
          return;
        }
        const status = await load(ledger, BatteryStatus, keys.status(batteryId));
        const moved = decide(move, status, actor, now);
        fresh.push(moved);
        moves.push(moved.move);
      });
    }
    for (const moved of fresh) {
      await saveMoved(ledger, moved);
    }
    announceMoves(session, `move.${outcome}`, fresh);
    return { moves };
  };
}

/** Takes what was offered: title, custody or both change hands. */
export const acceptMove: Handler<'battery:acceptMove'> = decideMoves('accepted', accept);

/** Refuses what was offered. */
export const declineMove: Handler<'battery:declineMove'> = decideMoves('declined', decline);

/** Takes own offers back. */
export const cancelMove: Handler<'battery:cancelMove'> = decideMoves('cancelled', cancel);
