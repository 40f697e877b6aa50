// SPDX-License-Identifier: Apache-2.0
import { CommandLineError, type Flag } from '../command-line/flags.js';
import { decimal, integer, path, text } from '../command-line/values.js';

/** A LEAG certifies pseudonyms in batches of eight, so that time does not link them to vehicles. */
const FEWEST_A_LEAG = 8;
const [DEFAULT_DAYS, DEFAULT_LEAGS] = [2, 2];
const [LIVING_LEAGS, LIVING_VEHICLES] = [1, 16];

/** The flags of trading days, wherever they run. */
export const tradingFlags = {
  days: integer('N', `how many days are traded (default ${DEFAULT_DAYS})`, 1, 365),
  vehicles: vehiclesFlag('that'),
  leags: leagsFlag(DEFAULT_LEAGS),
  prices: path('FILE', 'day-ahead prices, a row an hour; without it, generated ones'),
  sessions: path('FILE', 'recorded charging sessions; without it, generated ones'),
  from: firstDay('the 30th before their end'),
  'slots-per-day': integer('N', 'how many hours of each day are traded, from midnight UTC (default 24)', 1, 24),
  'failure-rate': decimal('SHARE', 'how often an honest delivery fails, half of them announced (default 0.02)', 0, 1),
};

const { prices, sessions, 'failure-rate': failureRate } = tradingFlags;

/** Those of {@link tradingFlags} that make sense where trading goes on and on. */
export const livingTradingFlags = {
  vehicles: vehiclesFlag(String(LIVING_VEHICLES)),
  ...{ prices, sessions, 'failure-rate': failureRate },
  leags: leagsFlag(LIVING_LEAGS),
  from: firstDay('the first'),
};

function vehiclesFlag(usual: string): Flag<number> {
  return integer('N', `how many vehicles trade, ${FEWEST_A_LEAG} a LEAG at least (default ${usual})`, 8, 5000);
}

function leagsFlag(usual: number): Flag<number> {
  return integer('N', `how many local energy aggregators there are (default ${usual})`, 1, 50);
}

function firstDay(usual: string): Flag<string> {
  const help = `first UTC day of the prices to trade (default ${usual})`;
  return text('DAY', help, /^\d{4}-\d{2}-\d{2}$/, 'a day such as 2023-05-01');
}

/** What {@link tradingFlags} gave, defaults filled in. */
export interface TradingSettings {
  readonly days: number;
  readonly vehicles: number;
  readonly leags: number;
  readonly prices: string | undefined;
  readonly sessions: string | undefined;
  readonly from: string | undefined;
  readonly slotsPerDay: number;
  readonly failureRate: number;
  readonly seed: number;
}

type GivenTrading = { readonly [N in keyof typeof tradingFlags]?: ReturnType<(typeof tradingFlags)[N]['read']> } & {
  readonly seed?: number;
};

/** Fills in the defaults of trading that goes on and on. @throws CommandLineError as {@link tradingSettings} */
export function livingTradingSettings(given: Omit<GivenTrading, 'days' | 'slots-per-day'>): TradingSettings {
  const { leags = LIVING_LEAGS, vehicles = Math.max(LIVING_VEHICLES, leags * FEWEST_A_LEAG) } = given;
  return tradingSettings({ ...given, leags, vehicles });
}

/**
 * Fills in the defaults.
 * @throws CommandLineError where there are too few vehicles for the LEAGs.
 */
export function tradingSettings(given: GivenTrading): TradingSettings {
  const leags = given.leags ?? DEFAULT_LEAGS;
  const fewest = leags * FEWEST_A_LEAG;
  const vehicles = given.vehicles ?? fewest;
  if (vehicles < fewest) {
    throw new CommandLineError(`--vehicles: ${fewest} at least for ${leags} LEAGs, not "${vehicles}"`);
  }
  return {
    days: given.days ?? DEFAULT_DAYS,
    vehicles,
    leags,
    prices: given.prices,
    sessions: given.sessions,
    from: given.from,
    slotsPerDay: given['slots-per-day'] ?? 24,
    failureRate: given['failure-rate'] ?? 0.02,
    seed: given.seed ?? 1,
  };
}
