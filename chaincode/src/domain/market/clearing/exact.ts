// SPDX-License-Identifier: Apache-2.0

/** An integer: a number while it is safe, a bigint from 2^53 on. Sums and products below keep to that. */
export type Exact = number | bigint;

/** The product of two safe integers. */
export function product(left: number, right: number): Exact {
  const quick = left * right;
  return Number.isSafeInteger(quick) ? quick : BigInt(left) * BigInt(right);
}

/** The sum of two integers. */
export function sum(left: Exact, right: Exact): Exact {
  if (typeof left === 'number' && typeof right === 'number') {
    const quick = left + right;
    if (Number.isSafeInteger(quick)) {
      return quick;
    }
  }
  return BigInt(left) + BigInt(right);
}

/** The largest integer not above `value / divisor`, for a positive divisor; the quotient must be a safe integer. */
export function floorDivide(value: Exact, divisor: number): number {
  if (typeof value === 'number') {
    const quick = Math.floor(value / divisor); // a float's quotient is rounded, at most up to the next integer
    return quick * divisor > value ? quick - 1 : quick;
  }
  const by = BigInt(divisor);
  const remainder = value % by;
  return Number((value - remainder) / by) - (remainder < 0n ? 1 : 0);
}

/** The smallest integer not below `value / divisor`, for a positive divisor; the quotient must be a safe integer. */
export function ceilDivide(value: Exact, divisor: number): number {
  return 0 - floorDivide(-value, divisor); // from 0, so that nothing comes out as -0
}
