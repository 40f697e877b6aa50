// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { Move } from '../../domain/battery/move.js';
import { offer, requireSameOffer, type Moved } from '../../domain/battery/move-rules.js';
import { BatteryStatus } from '../../domain/battery/status.js';
import type { RuleVersion } from '../../domain/consortium/rule-parameters.js';
import { DomainError } from '../../domain/errors.js';
import type { ParsedInputOf } from '../../domain/transactions.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import { requireMember } from '../require-member.js';
import type { Handler } from '../run.js';
import { newRecordId, type Session } from '../session.js';
import { announceMoves, saveMoved } from './move-records.js';

type Input = ParsedInputOf<'battery:offerMove'>;

/** Offers batteries to another party, all or none. A repeat under the same key answers with the moves of the first time. */
export const offerMove: Handler<'battery:offerMove'> = async (session, input) => {
  const { ledger } = session;
  refuseRepeats('batteryIds', input.batteryIds);
  const rules = await rulesInForce(ledger, session.now);
  const moves: Move[] = [];
  const fresh: Awaited<ReturnType<typeof offerOne>>[] = [];
  for (const [index, batteryId] of input.batteryIds.entries()) {
    await atItem('batteryIds', index, async () => {
      const id = newRecordId(session, `${input.key}/${batteryId}`);
      const existing = await find(ledger, Move, keys.move(batteryId, id));
      if (existing === undefined) {
        const offered = await offerOne(session, input, batteryId, id, rules);
        fresh.push(offered);
        moves.push(offered.move);
      } else {
        requireSameOffer(existing, input);
        moves.push(existing);
      }
    });
  }
  await checkNew(session, input, fresh.length);
  for (const { lapsed, ...offered } of fresh) {
    await saveMoved(ledger, offered);
    for (const move of lapsed) {
      await save(ledger, keys.move(move.batteryId, move.id), move);
    }
  }
  announceMoves(session, 'move.offered', fresh);
  return { moves };
};

async function offerOne(
  { ledger, actor, now }: Session,
  input: Input,
  batteryId: string,
  id: string,
  rules: RuleVersion,
): Promise<Moved & { readonly lapsed: readonly Move[] }> {
  const status = await load(ledger, BatteryStatus, keys.status(batteryId));
  const openIds = new Set([status.openTitleMove, status.openCustodyMove].filter((open) => open !== undefined));
  const open: Move[] = [];
  for (const openId of openIds) {
    open.push(await load(ledger, Move, keys.move(batteryId, openId)));
  }
  return offer(status, input, open, { id, actor, now, rules });
}

/** A repeat has all its moves on record; a new offer has none and goes to an active member. */
async function checkNew({ ledger }: Session, { to, batteryIds }: Input, fresh: number): Promise<void> {
  if (fresh === 0) {
    return;
  }
  if (fresh < batteryIds.length) {
    throw new DomainError('ALREADY_EXISTS', '/batteryIds: this key offered other batteries', {
      pointer: '/batteryIds',
    });
  }
  await requireMember(ledger, to.mspId, to.role, 'to');
}
