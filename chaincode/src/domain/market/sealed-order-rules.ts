// SPDX-License-Identifier: Apache-2.0

import { commitmentOf } from '../digest.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import { positiveText } from '../wallet/amount.js';
import { tierLock } from '../wallet/lock-rules.js';
import { payloadId } from '../wallet/payload-rules.js';
import { boundsOf, checkFollows, checkSlot, checkTerms, lockOf } from './order-rules.js';
import type { Order } from './order.js';
import type { CommitPayload, Revealed, SealedOrder } from './sealed-order.js';
import { requireState, revealBy } from './slot-rules.js';
import type { Slot } from './slot.js';

/**
 * The sealed order that a payload places, but for where what it locks goes back to.
 * @param standing what the trader has in the slot already, which is another.
 * @throws DomainError RULE_VIOLATION (orderFor), CONFLICT, ALREADY_EXISTS
 */
export function sealed(
  payload: CommitPayload,
  standing: SealedOrder | undefined,
  slot: Slot,
  now: string,
): Omit<SealedOrder, 'refundTo'> {
  const id = payloadId(payload);
  if (standing !== undefined) {
    checkFollows(payload.sequence, standing, id);
  }
  checkSlot(payload, slot);
  const { leag, slot: name, trader, commitment, tierWh, sequence } = payload;
  return {
    ...{ leag, slot: name, trader, id, commitment, tierWh, sequence },
    state: 'live',
    locked: positiveText(tierLock(tierWh, boundsOf(slot))),
    placedAt: now,
  };
}

/** Checks that sealed orders can be shown now. @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION (`revealOver`) */
export function requireRevealing(slot: Slot, now: string): void {
  requireState(slot, ['REVEALING']);
  if (compareInstants(now, revealBy(slot)) >= 0) {
    throw new DomainError('RULE_VIOLATION', `sealed orders could be shown until ${revealBy(slot)}`, {
      rule: 'revealOver',
      until: revealBy(slot),
    });
  }
}

/**
 * The order behind a sealed one.
 * @throws DomainError ILLEGAL_STATUS (cancelled), COMMITMENT_MISMATCH, RULE_VIOLATION: orderFor, withinTier, orderSize, limitInReach
 */
export function revealed(shown: Revealed, hidden: SealedOrder, slot: Slot): Order {
  if (hidden.state === 'cancelled') {
    throw new DomainError('ILLEGAL_STATUS', `the order of ${hidden.trader} was cancelled`, {
      status: hidden.state,
      legal: ['live'],
    });
  }
  checkSlot(shown, slot);
  if (commitmentOf(shown) !== hidden.commitment) {
    throw new DomainError('COMMITMENT_MISMATCH', `this is not what ${hidden.trader} committed to`, { id: hidden.id });
  }
  if (shown.quantity > hidden.tierWh) {
    throw new DomainError('RULE_VIOLATION', `/quantity: at most the tier, ${hidden.tierWh}`, {
      rule: 'withinTier',
      tierWh: hidden.tierWh,
    });
  }
  checkTerms(shown, slot);
  const { leag, slot: name, trader, side, quantity, limit, quote, grid } = shown;
  const { id, sequence, refundTo, placedAt } = hidden;
  return {
    ...{ leag, slot: name, trader, side, quantity, limit, grid, id, sequence, refundTo, placedAt },
    ...(quote !== undefined && { quote }),
    state: 'live',
    locked: positiveText(lockOf(shown, slot)),
  };
}

/** What the owner of a sealed order that was never shown loses to the common fund, or it could look on and choose. */
export function silencePenalty({ locked }: SealedOrder, { rules }: Slot): bigint {
  return (BigInt(locked) * BigInt(rules.sealedPenalty)) / 1_000_000n;
}
