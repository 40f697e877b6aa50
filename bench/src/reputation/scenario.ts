// SPDX-License-Identifier: Apache-2.0

/** The attacks, and what each does; every attacker that sells short keeps the energy. */
export const attacks = {
  always: 'delivers nothing of what it sells',
  half: 'delivers nothing in half of its sales',
  'on-off': 'delivers ten sales, then nothing of two',
  whitewash: 'delivers nothing, and comes back under a new name once it is excluded',
  'self-trade': 'trades with its other car in six slots every night, and delivers nothing in half of its sales by day',
  collusion:
    'trades with all other attackers in six slots every night, and delivers nothing in half of its sales by day',
  slander: 'delivers, and reports every honest seller that it buys from as short',
  Sybil: 'sells under five names at once, which vouch for each other, and delivers nothing',
  'false name': 'sells under whichever of five names stands best, and delivers nothing',
} as const;

/** One of {@link attacks}. */
export type Attack = keyof typeof attacks;

/** What all runs have in common. Energy in Wh, prices in micro-currency per kWh. */
export const scenario = {
  vehicles: 24,
  slotsPerDay: 4,
  /** How likely a vehicle trades in a slot; half of those that do sell. */
  participation: 0.75,
  leastWh: 2_000,
  mostWh: 15_000,
  /** How often an honest sale fails, unannounced. */
  honestFailures: 0.02,
  /** Day slots and night slots start at these hours. */
  dayHours: [8, 12, 16, 20],
  nightHours: [0, 1, 2, 3, 4, 5],
  nightWh: 10_000,
  names: 5,
  floor: 80_000,
  price: 190_000,
  /** What missing energy costs where deposits cover it: 1.2 times the ceiling of 300,000. */
  imbalance: 360_000,
  shares: [10, 20, 30, 40, 50],
} as const;
