// SPDX-License-Identifier: Apache-2.0

/** How vehicles behave, and for what reason the score of a dishonest one is to fall. */
export const behaviours = {
  honest: null,
  always: 'delivers nothing of what it sells',
  half: 'delivers half of what it sells',
  'on-off': 'delivers a few sales, then nothing of some',
  'forged-meter': 'delivers nothing and signs readings with a key that is no meter’s, which are refused',
  'false-name': 'tries to enrol a second time, which is refused, and delivers nothing under its one name',
  'self-trade': 'trades with another vehicle of its owner, then delivers nothing to others',
  collusion: 'trades with its ring, then delivers nothing to others',
  whitewash: 'delivers nothing, and tries to come back under a new name, which is refused',
} as const;

/** See {@link behaviours}. */
export type Behaviour = keyof typeof behaviours;

/** The share of the vehicles with each dishonest behaviour, 0 to 1; the others are honest. */
export type BehaviourShares = Readonly<Partial<Record<Exclude<Behaviour, 'honest'>, number>>>;

/** A fifth of the vehicles is dishonest, at least two of each kind from 100 vehicles on. */
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
