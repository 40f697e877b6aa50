// SPDX-License-Identifier: Apache-2.0

import type { RankedValidator } from './ranking.js';
import type { Candidacy, Seat } from './slot-committee.js';

/** The accepting verdicts that a committee of so many seats needs: more than two thirds. */
export function quorumOf(seats: number): number {
  return Math.floor((2 * seats) / 3) + 1;
}

/**
 * The most seats of one organisation: less than a third. A committee of three has one each, which (K - 1) / 3 alone would
 * round down to none and so, since no seat may stay empty, to no limit at all.
 */
export function organisationLimit(seats: number): number {
  return Math.max(1, Math.floor((seats - 1) / 3));
}

/** How many seats a committee has when so many are eligible: the largest odd number, at most `most`; under 3 none. */
export function seatsFor(eligible: number, most: number): number {
  const odd = eligible % 2 === 1 ? eligible : eligible - 1;
  return odd < 3 ? 0 : Math.min(most, odd);
}

/** What keeps validators out of one slot's committee, besides what the ranking says. */
export interface SlotParties {
  /** The organisation that runs the LEAG. */
  readonly operator: string;
  /** The participants with an order in the slot. */
  readonly traders: ReadonlySet<string>;
}

/** The ranked validators that may judge a slot, the first in line first. */
export function eligibleFor(ranked: readonly RankedValidator[], { operator, traders }: SlotParties): Candidacy[] {
  return ranked
    .filter(({ excluded, mspId }) => excluded === undefined && mspId !== operator)
    .filter(({ sponsor }) =>
      sponsor.kind === 'participant' ? !traders.has(sponsor.participant) : sponsor.mspId !== operator,
    )
    .map(({ validator, mspId }) => ({ validator, mspId }));
}

/** Fills seats by rank within the limit of each organisation, which rises by one only while seats stay empty. */
export function seat(
  eligible: readonly Candidacy[],
  seats: number,
): { readonly members: Seat[]; readonly substitutes: Candidacy[] } {
  const chosen: Candidacy[] = [];
  while (chosen.length < seats) {
    const next = nextInLine(eligible, chosen, organisationLimit(seats));
    if (next === undefined) {
      break;
    }
    chosen.push(next);
  }
  return {
    members: eligible.filter((each) => chosen.includes(each)).map((each) => ({ ...each, from: 1 })),
    substitutes: eligible.filter((each) => !chosen.includes(each)),
  };
}

/** The first in line who fits beside those seated: within the limit of its organisation, or least above it. */
export function nextInLine(
  line: readonly Candidacy[],
  seated: readonly Candidacy[],
  limit: number,
): Candidacy | undefined {
  const free = line.filter(({ validator }) => !seated.some((each) => each.validator === validator));
  const above = ({ mspId }: Candidacy): number =>
    Math.max(0, seated.filter((each) => each.mspId === mspId).length + 1 - limit);
  const least = Math.min(...free.map(above));
  return free.find((each) => above(each) === least);
}
