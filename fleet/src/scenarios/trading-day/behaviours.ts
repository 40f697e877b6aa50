// SPDX-License-Identifier: Apache-2.0

/** How vehicles behave, and for what reason the score of a dishonest one is to fall. */
export const behaviours = {
  honest: null,
  always: 'delivers nothing of what it sells',
  half: 'delivers half of what it sells',
  'on-off': 'delivers two sales, then nothing of two',
  'forged-meter':
    'delivers nothing and signs readings with a key that is no meter’s; they are refused, and nothing counts',
  'false-name': 'tries to enrol a second time, which is refused, and delivers nothing under its one name',
  'self-trade': 'trades with another vehicle of its owner, then delivers nothing to others',
  collusion: 'trades with its ring, then delivers nothing to others',
  whitewash: 'delivers nothing, and tries to come back under a new name, which is refused',
} as const;

/** See {@link behaviours}. */
export type Behaviour = keyof typeof behaviours;

/** The share of the vehicles with each dishonest behaviour, 0 to 1; the others are honest. */
export type BehaviourShares = Readonly<Partial<Record<Exclude<Behaviour, 'honest'>, number>>>;

/** A fifth of the vehicles is dishonest: five of each kind among 200. */
export const defaultShares: BehaviourShares = {
  always: 0.025,
  half: 0.025,
  'on-off': 0.025,
  'forged-meter': 0.025,
  'false-name': 0.025,
  'self-trade': 0.025,
  collusion: 0.025,
  whitewash: 0.025,
};

/** How many trades within a ring precede the cheating. */
const RING_TRADES = 2;
/** A forged reading keeps its slot open until the readings' time is over, so forgers do it only so often. */
const FORGERIES = 2;

/** Whether the next trade of a vehicle is one within its ring: orders at the grid's prices on both sides, which meet. */
export function tradesInRing(behaviour: Behaviour, trades: number): boolean {
  return (behaviour === 'self-trade' || behaviour === 'collusion') && trades < RING_TRADES;
}

/** Whether a vehicle still trades after so many trades. */
export function stillTrades(behaviour: Behaviour, trades: number): boolean {
  return behaviour !== 'forged-meter' || trades < FORGERIES;
}

/** The share of its next sale that a dishonest vehicle delivers, after so many trades. */
export function deliveredShare(behaviour: Exclude<Behaviour, 'honest'>, trades: number): number {
  switch (behaviour) {
    case 'half':
      return 0.5;
    case 'on-off':
      return trades % 4 < 2 ? 1 : 0;
    default:
      return tradesInRing(behaviour, trades) ? 1 : 0;
  }
}

/** Who behaves how, and at which LEAG. */
export interface CastVehicle {
  readonly behaviour: Behaviour;
  /** Its LEAG, counted from 0. */
  readonly leag: number;
}

/**
 * Casts vehicles: each behaviour's share of them, rounded; those that stay longest are the dishonest ones, because they have
 * most to sell. A ring is at one LEAG; owners have two vehicles.
 * @param hours Hours that each vehicle is plugged in.
 */
export function cast(hours: readonly number[], leags: number, shares: BehaviourShares): CastVehicle[] {
  const longest = hours.map((_, place) => place).sort((a, b) => (hours[b] ?? 0) - (hours[a] ?? 0) || a - b);
  const cast: CastVehicle[] = hours.map(() => ({ behaviour: 'honest', leag: 0 }));
  const sizes = Array.from({ length: leags }, () => 0);
  let next = 0;
  const give = (behaviour: Behaviour, leag: number): void => {
    const place = longest[next];
    if (place !== undefined) {
      cast[place] = { behaviour, leag };
      sizes[leag] = (sizes[leag] ?? 0) + 1;
      next += 1;
    }
  };
  for (const behaviour of Object.keys(behaviours) as Behaviour[]) {
    const count = behaviour === 'honest' ? 0 : Math.round((shares[behaviour] ?? 0) * hours.length);
    for (let member = 0; member < count; member += 1) {
      give(behaviour, leagOf(behaviour, member, leags));
    }
  }
  while (next < hours.length) {
    give('honest', sizes.indexOf(Math.min(...sizes)));
  }
  return cast;
}

function leagOf(behaviour: Behaviour, member: number, leags: number): number {
  switch (behaviour) {
    case 'collusion':
      return 0;
    case 'self-trade':
      return Math.floor(member / 2) % leags;
    default:
      return member % leags;
  }
}
