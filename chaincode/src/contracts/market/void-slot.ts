// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { failed, overdue } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { Escrow } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll } from '../../ledger/repository.js';
import { closeSlotCommittee, conclusionOf } from '../committee/slot.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { announceSlots, findEscrow, places, saveSlot, slotOf, viewOf } from './slot-records.js';

/** Voids a slot that missed a deadline or whose attestation failed; anybody may ask for it. */
export const voidOverdue: Handler<'market:void'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  if (slot.state === 'VOID') {
    return viewOf(ledger, slot);
  }
  const reason = slot.state === 'CLEARED' ? failed(slot, await conclusionOf(ledger, slot), now) : overdue(slot, now);
  if (reason === undefined) {
    throw new DomainError('RULE_VIOLATION', `slot ${slot.leag} ${slot.slot} has missed no deadline`, {
      rule: 'overdue',
      status: slot.state,
    });
  }
  return viewOf(ledger, await voidSlot(session, slot, reason));
};

/** Voids a slot: every escrow of it goes back in full. No score hangs on a void slot. */
export async function voidSlot(session: Session, slot: Slot, reason: string): Promise<Slot> {
  const { ledger, now } = session;
  const till = await Till.open(session);
  for (const escrow of await listAll(ledger, Escrow, keys.escrow('order', slot.leag, slot.slot))) {
    till.refund(escrow);
  }
  for (const place of [places.gridFloat(slot), places.balancing(slot)]) {
    const escrow = await findEscrow(ledger, place);
    if (escrow !== undefined) {
      till.refund(escrow);
    }
  }
  await till.close();
  if (slot.state === 'CLEARED') {
    const rules = await rulesOfVersion(ledger, slot.ruleVersion);
    const ref = { leag: slot.leag, slot: slot.slot };
    await closeSlotCommittee(ledger, { slot: ref, resultHash: null, fees: 0n, rules }, now);
  }
  const next: Slot = { ...slot, state: 'VOID', voided: { at: now, reason } };
  await saveSlot(ledger, next);
  announceSlots(session, 'market.slotVoided', [next]);
  return next;
}
