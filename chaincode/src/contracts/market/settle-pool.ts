// SPDX-License-Identifier: Apache-2.0

import type { Leag } from '../../domain/market/leag.js';
import type { Outcome } from '../../domain/market/outcome.js';
import type { SlotResult } from '../../domain/market/slot-result.js';
import { escrowDeadline } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { CommitteePay } from '../committee/slot.js';
import type { Till } from '../wallet/till.js';
import { findEscrow, places } from './slot-records.js';

/** What a slot pays beside its traders: the grid, owners of lines, the common fund, the attesters and the LEAG. */
export async function settlePool(
  ledger: Ledger,
  till: Till,
  leag: Leag,
  slot: Slot,
  { gridPaid, gridReceived, surplus, wheeling = [], fees }: SlotResult,
  attesters: readonly CommitteePay[],
): Promise<void> {
  const float = await findEscrow(ledger, places.gridFloat(slot));
  if (float !== undefined) {
    till.settle(float, BigInt(gridPaid));
  }
  till.payCoin(leag.gridTo, BigInt(gridReceived));
  for (const { to, amount } of wheeling) {
    till.payCoin(to, BigInt(amount));
  }
  till.payCoin(leag.commonFundTo, BigInt(surplus) - wheeling.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
  let rest = BigInt(fees);
  for (const { payTo, amount } of attesters) {
    till.payCoin(payTo, amount);
    rest -= amount;
  }
  till.payCoin(leag.feesTo, rest);
}

/**
 * Settles imbalances with the LEAG: its escrow pays what is due, it gets what is owed. While orders are open, the rest
 * stays locked for them.
 */
export async function settleBalancing(
  ledger: Ledger,
  till: Till,
  leag: Leag,
  slot: Slot,
  outcomes: readonly Outcome[],
  open: number,
): Promise<void> {
  const due = sumOf(outcomes, ({ due: each }) => each);
  const owed = sumOf(outcomes, ({ owed: each }) => each);
  const place = places.balancing(slot);
  const escrow = await findEscrow(ledger, place);
  const locked = BigInt(escrow?.amount ?? 0);
  if (escrow !== undefined) {
    till.settle(escrow, locked);
  }
  const rest = locked - due;
  if (escrow === undefined || open === 0 || rest === 0n) {
    till.payCoin(leag.balancingTo, rest + owed);
    return;
  }
  till.payCoin(leag.balancingTo, owed);
  const { refundTo, beneficiary, onTimeout } = escrow;
  const deadline = escrowDeadline(slot);
  await till.lock({ ...place, amount: rest, refundTo, beneficiary, onTimeout, deadline });
}

function sumOf(outcomes: readonly Outcome[], part: (outcome: Outcome) => string): bigint {
  return outcomes.reduce((sum, outcome) => sum + BigInt(part(outcome)), 0n);
}
