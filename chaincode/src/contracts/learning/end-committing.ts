// SPDX-License-Identifier: Apache-2.0

import { endCommitting as withoutMore } from '../../domain/learning/round-rules.js';
import { Update } from '../../domain/learning/update.js';
import { keys } from '../../ledger/keys.js';
import { listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announceRound } from './announce-round.js';
import { loadRound } from './task-records.js';

/**
 * Fixes who is in a round; any member may, once the time is over. A commitment that arrives meanwhile has read the round
 * as it was and fails at commit. A repeat answers with the round.
 */
export const endCommitting: Handler<'learning:endCommitting'> = async (session, request) => {
  const { ledger, actor, now } = session;
  const { task, round } = await loadRound(ledger, request);
  if (round.commitments !== undefined) {
    return round;
  }
  const updates = await listAll(ledger, Update, keys.updates(task.id, round.number));
  const ended = withoutMore(round, updates, task, { coordinator: actor.mspId === task.coordinator, now });
  await save(ledger, keys.round(task.id, round.number), ended);
  announceRound(session, ended);
  return ended;
};
