// SPDX-License-Identifier: Apache-2.0

import type { Outcome } from '../../domain/market/outcome.js';
import type { Escrow } from '../../domain/wallet/escrow.js';
import type { Payee } from '../../domain/wallet/payee.js';
import type { Till } from '../wallet/till.js';

/**
 * Moves the money of a filled order through the till: a buyer's price into it, a seller's out of it, each with what it owes
 * or is due for its imbalance, and what was locked for more goes back. A seller whose reading is missing gets its price
 * into its escrow, where a shortfall can still be taken from it.
 */
export function settleOrder(till: Till, escrow: Escrow, outcome: Outcome): void {
  const amount = BigInt(outcome.amount);
  const owed = BigInt(outcome.owed);
  const due = BigInt(outcome.due);
  if (outcome.side === 'buy') {
    till.settle(escrow, amount);
    till.pay(escrow.refundTo, due);
  } else if (outcome.final) {
    const earned = amount + due;
    till.settle(escrow, owed > earned ? owed - earned : 0n);
    till.pay(escrow.refundTo, owed > earned ? 0n : earned - owed);
  } else if (amount > 0n) {
    till.topUp(escrow, amount);
  }
}

/**
 * Settles an order whose reading was missing: of a seller, price and deposit are in the escrow; a buyer has none any more.
 * @param payee where a buyer's due goes.
 */
export function settleLate(till: Till, escrow: Escrow | undefined, payee: Payee, outcome: Outcome): void {
  if (escrow !== undefined) {
    till.settle(escrow, BigInt(outcome.owed));
  }
  till.pay(payee, BigInt(outcome.due));
}
