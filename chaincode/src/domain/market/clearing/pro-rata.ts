// SPDX-License-Identifier: Apache-2.0

import { firstByTie, type TieKeys } from './tie-keys.js';

/**
 * Shares `amount` Wh among `orders` in proportion to their weights: each gets weight * amount / total, rounded down, and
 * what is then missing goes one Wh each to the largest remainders, ties by the smallest tie key. Never more than its
 * weight to anyone while `amount <= total`.
 * @param weights Wh by order.
 * @param total the sum of the orders' weights, below 2^53.
 * @param shares where the shares are written, Wh by order.
 */
export function proRata(
  orders: Int32Array,
  weights: Int32Array,
  total: number,
  amount: number,
  ties: TieKeys,
  shares: Int32Array,
): void {
  if (amount >= total) {
    for (const order of orders) {
      shares[order] = weights[order] ?? 0;
    }
    return;
  }
  const remainders = new Float64Array(orders.length);
  let missing = amount;
  for (let at = 0; at < orders.length; at += 1) {
    const order = orders[at] ?? 0;
    const [share, remainder] = divide(weights[order] ?? 0, amount, total);
    shares[order] = share;
    remainders[at] = remainder;
    missing -= share;
  }
  if (missing > 0) {
    for (const order of largest(orders, remainders, missing, ties)) {
      shares[order] = (shares[order] ?? 0) + 1;
    }
  }
}

/** Quotient and remainder of `weight * amount / total`, exact also where the product passes 2^53. */
function divide(weight: number, amount: number, total: number): [number, number] {
  const product = weight * amount;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % total;
    return [(product - remainder) / total, remainder];
  }
  const exact = BigInt(weight) * BigInt(amount);
  return [Number(exact / BigInt(total)), Number(exact % BigInt(total))];
}

/** The `wanted` orders of the largest remainders; only those tied at the last of them are told apart by tie key. */
function largest(orders: Int32Array, remainders: Float64Array, wanted: number, ties: TieKeys): Int32Array {
  const ascending = Float64Array.from(remainders).sort();
  const last = ascending[ascending.length - wanted] ?? 0;
  const chosen = new Int32Array(wanted);
  let above = 0;
  for (let at = 0; at < orders.length; at += 1) {
    if ((remainders[at] ?? 0) > last) {
      chosen[above] = orders[at] ?? 0;
      above += 1;
    }
  }
  const tied = orders.filter((_, at) => remainders[at] === last);
  chosen.set(firstByTie(tied, wanted - above, ties), above);
  return chosen;
}
