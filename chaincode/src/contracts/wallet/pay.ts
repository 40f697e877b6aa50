// SPDX-License-Identifier: Apache-2.0

import type { Coin } from '../../domain/wallet/coin.js';
import type { Note } from '../../domain/wallet/note.js';
import type { SignedSpend } from '../../domain/wallet/payload.js';
import type { SpendTerms } from '../../domain/wallet/spend-rules.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { announcePayment } from './announce-payment.js';
import { Till } from './till.js';

/** Pays from coins to addresses. */
export const transfer: Handler<'wallet:transfer'> = (session, { spend }) =>
  pay(session, spend, { fn: 'wallet:transfer', outputs: ['coin'] }, 'transferred');

/** Pays from coins into deposits; change goes to addresses. */
export const deposit: Handler<'wallet:deposit'> = (session, { spend }) =>
  pay(session, spend, { fn: 'wallet:deposit', outputs: ['note', 'coin'] }, 'deposited');

async function pay(
  session: Session,
  spend: SignedSpend,
  terms: SpendTerms,
  type: string,
): Promise<{ coins: Coin[]; notes: Note[] }> {
  const till = await Till.open(session);
  await till.spend(spend, terms);
  await till.close();
  announcePayment(session, type, till);
  return till.made;
}
