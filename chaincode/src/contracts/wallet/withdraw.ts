// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { requireEffective, withdrawalOf } from '../../domain/wallet/note-rules.js';
import { Note, Withdrawal } from '../../domain/wallet/note.js';
import { requireSigned } from '../../domain/wallet/payload-rules.js';
import { notLive } from '../../domain/wallet/spend-rules.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { announcePayment } from './announce-payment.js';
import { Till } from './till.js';

const REQUEST = 'wallet:requestWithdrawals';

/**
 * Announces withdrawals, all or none; one that is announced already stands. It leaves the notes themselves alone, so that
 * it fails no batch that draws on them.
 */
export const requestWithdrawals: Handler<typeof REQUEST> = async (session, { items }) => {
  const { ledger, now } = session;
  const { context } = await Till.open(session);
  const rules = await rulesInForce(ledger, now);
  refuseRepeats(
    'items',
    items.map(({ payload }) => payload.noteId),
    'payload/noteId',
  );
  const withdrawals: Withdrawal[] = [];
  const fresh: Withdrawal[] = [];
  for (const [index, { payload, signature }] of items.entries()) {
    await atItem('items', index, async () => {
      const { trader, noteId } = payload;
      requireSigned(payload, signature, trader, REQUEST, context);
      const standing = await find(ledger, Withdrawal, keys.withdrawal(trader, noteId));
      const withdrawal = standing ?? withdrawalOf(payload, rules, now);
      if (standing === undefined) {
        if ((await find(ledger, Note, keys.note(trader, noteId))) === undefined) {
          throw notLive([noteId]);
        }
        fresh.push(withdrawal);
      }
      withdrawals.push(withdrawal);
    });
  }
  for (const withdrawal of fresh) {
    await save(ledger, keys.withdrawal(withdrawal.trader, withdrawal.noteId), withdrawal);
  }
  announce(
    session,
    'wallet.withdrawalsRequested',
    fresh.map(({ noteId }) => ({ kind: 'withdrawal', id: noteId })),
  );
  return { withdrawals };
};

/** Pays out what is left in notes whose withdrawal has come into effect; anybody may ask for it, the payee is fixed. */
export const completeWithdrawals: Handler<'wallet:completeWithdrawals'> = async (session, { items }) => {
  const { ledger, now } = session;
  const till = await Till.open(session);
  for (const [index, { trader, noteId }] of items.entries()) {
    await atItem('items', index, async () => {
      const at = keys.withdrawal(trader, noteId);
      requireEffective(await load(ledger, Withdrawal, at), now);
      const { refundTo, amount } = await till.emptyNote(trader, noteId);
      till.payCoin(refundTo, BigInt(amount));
      await ledger.delete(at);
    });
  }
  await till.close();
  announcePayment(session, 'withdrawn', till);
  return { coins: till.made.coins };
};
