// SPDX-License-Identifier: Apache-2.0

import { announce, type Session } from '../session.js';
import type { Till } from './till.js';

/** Announces a payment by its transaction and how many records it made; who reads on takes them from the write set. */
export function announcePayment(session: Session, type: string, till: Till): void {
  const { coins, notes } = till.made;
  announce(session, `wallet.${type}`, [
    { kind: 'payment', id: session.txId, coins: coins.length, notes: notes.length },
  ]);
}
