// SPDX-License-Identifier: Apache-2.0

import { firstByTie, type TieKeys } from './tie-keys.js';

/**
 * Shares `amount` Wh so that all get the same, but nobody more than its quantity (constrained equal awards): min(q, λ) for
 * the largest integer λ that fits, and what is then missing one Wh each to those above λ, by the smallest tie key.
 * @param amount at most the sum of the quantities.
 * @param shares where the shares are written, Wh by order.
 */
export function equalAwards(
  orders: Int32Array,
  quantity: Int32Array,
  amount: number,
  ties: TieKeys,
  shares: Int32Array,
): void {
  const { level, missing } = waterLevel(orders, quantity, amount);
  for (const order of orders) {
    shares[order] = Math.min(quantity[order] ?? 0, level);
  }
  const above = orders.filter((order) => (quantity[order] ?? 0) > level);
  for (const order of missing > 0 ? firstByTie(above, missing, ties) : []) {
    shares[order] = (shares[order] ?? 0) + 1;
  }
}

function waterLevel(orders: Int32Array, quantity: Int32Array, amount: number): { level: number; missing: number } {
  const ascending = Int32Array.from(orders, (order) => quantity[order] ?? 0).sort();
  let rest = amount;
  for (let at = 0; at < ascending.length; at += 1) {
    const drinkers = ascending.length - at;
    const own = ascending[at] ?? 0;
    if (own * drinkers > rest) {
      const level = Math.floor(rest / drinkers);
      return { level, missing: rest - level * drinkers };
    }
    rest -= own;
  }
  return { level: ascending.at(-1) ?? 0, missing: 0 };
}
