// SPDX-License-Identifier: Apache-2.0

/** What an order must lock; energies in Wh, prices in micro-currency per kWh, results in micro-currency. */
export interface PriceBounds {
  /** The price at which the grid buys. */
  readonly floor: number;
  /** The price at which the grid sells. */
  readonly ceiling: number;
  /** The highest price of missing energy, millionths of the ceiling. */
  readonly imbalanceFactor: number;
}

/** The highest price of missing energy, rounded up. */
export function highestImbalancePrice({ ceiling, imbalanceFactor }: Omit<PriceBounds, 'floor'>): bigint {
  return ceilingDivision(BigInt(ceiling) * BigInt(imbalanceFactor), 1_000_000n);
}

/** What a buyer can have to pay at most: the energy at its limit, never above the ceiling. */
export function buyerLock(energyWh: number, limit: number, { ceiling }: Pick<PriceBounds, 'ceiling'>): bigint {
  return ceilingDivision(BigInt(energyWh) * BigInt(Math.min(limit, ceiling)), 1000n);
}

/**
 * What a seller that delivers nothing can owe at most: the energy at the highest price of imbalance, less what it is paid
 * for it at least. What is paid is rounded down and this up, so the imbalance must be rounded down as well to be covered.
 */
export function sellerLock(energyWh: number, limit: number, bounds: PriceBounds): bigint {
  const worst = highestImbalancePrice(bounds) - BigInt(Math.max(limit, bounds.floor));
  return ceilingDivision(BigInt(energyWh) * (worst > 0n ? worst : 0n), 1000n);
}

/** The note behind a sealed order: the same for both sides of a tier, so that neither amount, price nor side shows. */
export function tierLock(tierWh: number, bounds: Omit<PriceBounds, 'floor'>): bigint {
  return ceilingDivision(BigInt(tierWh) * highestImbalancePrice(bounds), 1000n);
}

/** Division rounded up, of numbers that are not negative. */
export function ceilingDivision(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
