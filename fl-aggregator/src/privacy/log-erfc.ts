// SPDX-License-Identifier: Apache-2.0

/** Beyond this, the continued fraction converges faster than the series and subtracts nothing. */
const SERIES_END = 2;
const PRECISION = 1e-16;

/** ln erfc(x), the complementary error function's logarithm, to about 13 digits, without underflow for large x. */
export function logErfc(x: number): number {
  if (x < 0) {
    return Math.log(2 - Math.exp(logErfc(-x)));
  }
  return x < SERIES_END ? Math.log(1 - seriesErf(x)) : -x * x - Math.log(fraction(x) * Math.sqrt(Math.PI));
}

/** erf by 2/√π·e^(−x²)·Σ 2ⁿx^(2n+1)/(2n+1)!! (NIST DLMF 7.6.2): all terms positive. */
function seriesErf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * PRECISION; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The denominator x + (1/2)/(x + 1/(x + (3/2)/(x + …))) of erfc (NIST DLMF 7.9.1), by Lentz's method. */
function fraction(x: number): number {
  let value = x;
  let numerator = x;
  let denominator = 0;
  for (let n = 1; n < 500; n += 1) {
    denominator = 1 / (x + (n / 2) * denominator);
    numerator = x + n / 2 / numerator;
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < PRECISION) {
      break;
    }
  }
  return value;
}
