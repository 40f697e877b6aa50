// SPDX-License-Identifier: Apache-2.0
import type { Flags, Given } from '../command-line/flags.js';
import { lifeFlags, lifeSettings, type LifeSettings } from '../life/life-flags.js';
import { tradingFlags, tradingSettings, type TradingSettings } from '../trading/trading-flags.js';

/** The flags of all scenarios. */
export const scenarioFlags = { ...lifeFlags, ...tradingFlags };

/** What a demonstration shows. */
export interface Scenarios {
  /** Battery lives, unless only trading was asked for. */
  readonly lives: boolean;
  readonly life: LifeSettings;
  /** Undefined where no trading was asked for. */
  readonly trading: TradingSettings | undefined;
}

/**
 * Chooses scenarios by what is asked: a flag of trading asks for trading days, one of battery lives for those; both are run where
 * both are asked for, and battery lives where neither is. `--seed` asks for nothing.
 */
export function scenariosOf(given: Given<typeof scenarioFlags>): Scenarios {
  const asks = (flags: Flags): boolean =>
    Object.keys(flags).some((name) => name !== 'seed' && Object.hasOwn(given, name));
  const trades = asks(tradingFlags);
  return {
    lives: asks(lifeFlags) || !trades,
    life: lifeSettings(given),
    trading: trades ? tradingSettings(given) : undefined,
  };
}
