// SPDX-License-Identifier: Apache-2.0

import { actsFor, sameParty, type Actor, type Party } from '../actor.js';
import { DomainError } from '../errors.js';
import { compareInstants, secondsAfter } from '../instant.js';
import type { Role } from '../roles.js';
import type { RuleVersion } from '../consortium/rule-parameters.js';
import type { Move, MoveKind } from './move.js';
import type { BatteryStatus } from './status.js';

type Edges = Readonly<Record<Role, readonly Role[]>>;

/** Who may pass the title on to whom: sale and return, sale to the user, waste to the recycler, second life. */
const titleEdges: Edges = {
  producer: ['operator'],
  logistics: [],
  operator: ['producer', 'user', 'recycler'],
  user: ['operator', 'recycler'],
  station: [],
  recycler: ['producer', 'operator', 'user'],
};

/** Who may hand the battery itself to whom. */
const custodyEdges: Edges = {
  producer: ['logistics'],
  logistics: ['producer', 'operator', 'recycler'],
  operator: ['logistics', 'user', 'recycler'],
  user: ['operator', 'recycler'],
  station: [],
  recycler: ['logistics', 'operator', 'user'],
};

/** What an offer asks for. */
export interface OfferRequest {
  readonly kind: MoveKind;
  readonly to: Party;
  readonly note?: string | undefined;
}

/** A move and the battery's hot record as the move leaves it. */
export interface Moved {
  readonly move: Move;
  readonly status: BatteryStatus;
}

/** The roles to which a holder in the role `from` may move a battery; for title and custody at once, those of both. */
export function receivers(kind: MoveKind, from: Role): readonly Role[] {
  const byTitle = titleEdges[from];
  const byCustody = custodyEdges[from];
  if (kind === 'titleAndCustody') {
    return byTitle.filter((role) => byCustody.includes(role));
  }
  return kind === 'title' ? byTitle : byCustody;
}

/**
 * A new offer by the present holder.
 * @param open the moves that are open on the battery; one that has run out no longer stands in the way.
 * @throws DomainError FORBIDDEN (no holder), ILLEGAL_STATUS (not yet made, or no more), RULE_VIOLATION (`moveEdge`),
 *   CONFLICT (an open move of the same kind)
 */
export function offer(
  status: BatteryStatus,
  request: OfferRequest,
  open: readonly Move[],
  { id, actor, now, rules }: { id: string; actor: Actor; now: string; rules: RuleVersion },
): Moved & { readonly lapsed: readonly Move[] } {
  const from = holderOf(status, request.kind, actor);
  requireMovable(status);
  requireEdge(request, from);
  const inTheWay = open.filter((move) => overlaps(move.kind, request.kind));
  refuseOpen(status, inTheWay, now);
  const move: Move = {
    id,
    batteryId: status.batteryId,
    kind: request.kind,
    from,
    to: request.to,
    status: 'offered',
    ...(request.note !== undefined && { note: request.note }),
    offeredAt: now,
    expiresAt: secondsAfter(now, rules.parameters.moveOfferSeconds),
    ruleVersion: rules.version,
  };
  const lapsed = inTheWay.map((each) => expired(each, now));
  return { move, status: opened(lapsed.reduce(closed, status), move), lapsed };
}

/**
 * The addressed party takes what was offered.
 * @throws DomainError FORBIDDEN, ILLEGAL_STATUS, RULE_VIOLATION (`moveExpired`), CONFLICT (the holder has changed since)
 */
export function accept(move: Move, status: BatteryStatus, actor: Actor, now: string): Moved {
  requireOffered(move, actor, move.to, 'accepted');
  if (hasExpired(move, now)) {
    throw new DomainError('RULE_VIOLATION', `move ${move.id} expired at ${move.expiresAt}`, {
      rule: 'moveExpired',
      expiresAt: move.expiresAt,
    });
  }
  if (!holders(status, move.kind).every((holder) => sameParty(holder, move.from))) {
    throw new DomainError('CONFLICT', `${move.batteryId} has left the party that offered it`, { id: move.id });
  }
  return {
    move: { ...move, status: 'accepted', decidedAt: now },
    status: {
      ...closed(status, move),
      ...(concernsTitle(move.kind) && { title: move.to }),
      ...(concernsCustody(move.kind) && { custody: move.to }),
    },
  };
}

/** The addressed party refuses. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function decline(move: Move, status: BatteryStatus, actor: Actor, now: string): Moved {
  requireOffered(move, actor, move.to, 'declined');
  return { move: { ...move, status: 'declined', decidedAt: now }, status: closed(status, move) };
}

/** The offerer takes the offer back. @throws DomainError FORBIDDEN, ILLEGAL_STATUS */
export function cancel(move: Move, status: BatteryStatus, actor: Actor, now: string): Moved {
  requireOffered(move, actor, move.from, 'cancelled');
  return { move: { ...move, status: 'cancelled', decidedAt: now }, status: closed(status, move) };
}

/**
 * Clears an offer that has run out, so that the battery can pass on by transport.
 * @throws DomainError CONFLICT where the offer still stands
 */
export function lapse(move: Move, status: BatteryStatus, now: string): Moved {
  refuseOpen(status, [move], now);
  return { move: expired(move, now), status: closed(status, move) };
}

/** Tells a repeat of the request that made `existing` from another under the same key. @throws DomainError ALREADY_EXISTS */
export function requireSameOffer(existing: Move, { kind, to, note }: OfferRequest): void {
  if (existing.kind !== kind || !sameParty(existing.to, to) || existing.note !== note) {
    throw new DomainError('ALREADY_EXISTS', `this key made another offer of ${existing.batteryId}`, {
      id: existing.id,
    });
  }
}

function holders(status: BatteryStatus, kind: MoveKind): readonly Party[] {
  return [...(concernsTitle(kind) ? [status.title] : []), ...(concernsCustody(kind) ? [status.custody] : [])];
}

function holderOf(status: BatteryStatus, kind: MoveKind, actor: Actor): Party {
  const [first, ...others] = holders(status, kind);
  if (first === undefined || !actsFor(actor, first) || !others.every((other) => sameParty(first, other))) {
    throw new DomainError('FORBIDDEN', `the caller does not hold ${kind} of ${status.batteryId}`, {
      id: status.batteryId,
      title: status.title,
      custody: status.custody,
    });
  }
  return first;
}

/** Checks that a battery is of this world: made, and not yet recycled. @throws DomainError ILLEGAL_STATUS */
export function requireMovable({ batteryId, status }: BatteryStatus): void {
  if (status === 'announced' || status === 'recycled') {
    throw new DomainError('ILLEGAL_STATUS', `${batteryId} is ${status} and cannot be moved`, {
      id: batteryId,
      status,
      legal: [],
    });
  }
}

function requireEdge({ kind, to }: OfferRequest, from: Party): void {
  const legal = receivers(kind, from.role);
  if (!legal.includes(to.role)) {
    throw new DomainError('RULE_VIOLATION', `${kind} does not pass from ${from.role} to ${to.role}`, {
      rule: 'moveEdge',
      kind,
      from: from.role,
      to: to.role,
      legal: [...legal],
    });
  }
}

function refuseOpen({ batteryId }: BatteryStatus, open: readonly Move[], now: string): void {
  const standing = open.find((move) => !hasExpired(move, now));
  if (standing !== undefined) {
    throw new DomainError('CONFLICT', `a move of ${batteryId} is open already`, {
      id: batteryId,
      moveId: standing.id,
      expiresAt: standing.expiresAt,
    });
  }
}

function requireOffered(move: Move, actor: Actor, party: Party, becoming: Move['status']): void {
  if (!actsFor(actor, party)) {
    throw new DomainError('FORBIDDEN', `move ${move.id} is for ${party.role} ${party.mspId} to decide`, {
      id: move.id,
      party,
    });
  }
  if (move.status !== 'offered') {
    throw new DomainError('ILLEGAL_STATUS', `move ${move.id} is ${move.status} and cannot be ${becoming}`, {
      id: move.id,
      status: move.status,
      legal: [],
    });
  }
}

function hasExpired(move: Move, now: string): boolean {
  return compareInstants(now, move.expiresAt) > 0;
}

function expired(move: Move, now: string): Move {
  return { ...move, status: 'expired', decidedAt: now };
}

function concernsTitle(kind: MoveKind): boolean {
  return kind !== 'custody';
}

function concernsCustody(kind: MoveKind): boolean {
  return kind !== 'title';
}

function overlaps(left: MoveKind, right: MoveKind): boolean {
  return (concernsTitle(left) && concernsTitle(right)) || (concernsCustody(left) && concernsCustody(right));
}

function opened(status: BatteryStatus, { id, kind }: Move): BatteryStatus {
  return {
    ...status,
    ...(concernsTitle(kind) && { openTitleMove: id }),
    ...(concernsCustody(kind) && { openCustodyMove: id }),
  };
}

function closed(status: BatteryStatus, { id }: Move): BatteryStatus {
  const { openTitleMove, openCustodyMove, ...rest } = status;
  return {
    ...rest,
    ...(openTitleMove !== undefined && openTitleMove !== id && { openTitleMove }),
    ...(openCustodyMove !== undefined && openCustodyMove !== id && { openCustodyMove }),
  };
}
