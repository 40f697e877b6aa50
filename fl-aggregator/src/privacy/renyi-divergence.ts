// SPDX-License-Identifier: Apache-2.0
import { logErfc } from './log-erfc.js';

/** ln of the share of the sum below which a term no longer counts. */
const NEGLIGIBLE = -30;
const MOST_TERMS = 1000;

/**
 * Rényi divergence of one release of the Gaussian mechanism under Poisson sampling (Mironov, Talwar, Zhang, 2019).
 * @param rate q, the chance of each client to take part, from 0 to 1.
 * @param noise σ, the noise's deviation over the clipping bound.
 * @param order α, over 1.
 */
export function renyiDivergence(rate: number, noise: number, order: number): number {
  if (rate === 0) {
    return 0;
  }
  if (rate === 1) {
    return order / (2 * noise * noise);
  }
  return (Number.isInteger(order) ? logMomentWhole : logMomentFractional)(rate, noise, order) / (order - 1);
}

/** Section 3.3, case of a whole α: ln Σ C(α, i)·qⁱ·(1−q)^(α−i)·e^((i²−i)/2σ²). */
function logMomentWhole(rate: number, noise: number, order: number): number {
  let logBinomial = 0;
  let sum = -Infinity;
  for (let i = 0; i <= order; i += 1) {
    const term = logBinomial + i * Math.log(rate) + (order - i) * Math.log1p(-rate) + (i * i - i) / (2 * noise * noise);
    sum = logAdded(sum, term);
    logBinomial += Math.log((order - i) / (i + 1));
  }
  return sum;
}

/**
 * Section 3.3, any α: two series, split where the two densities cross. Terms past i = α alternate in sign; all are added
 * as if positive, as Google's dp-accounting does: a bound from above that no cancellation can push below the truth.
 * Orders whose bound does not converge are worth nothing.
 */
function logMomentFractional(rate: number, noise: number, order: number): number {
  const crossing = noise * noise * Math.log(1 / rate - 1) + 0.5;
  const width = Math.SQRT2 * noise;
  let logCoefficient = -Math.LN2;
  let sum = -Infinity;
  let last = { below: -Infinity, above: -Infinity };
  for (let i = 0; i < MOST_TERMS; i += 1) {
    const j = order - i;
    const below =
      logCoefficient +
      i * Math.log(rate) +
      j * Math.log1p(-rate) +
      (i * i - i) / (2 * noise * noise) +
      logErfc((i - crossing) / width);
    const above =
      logCoefficient +
      j * Math.log(rate) +
      i * Math.log1p(-rate) +
      (j * j - j) / (2 * noise * noise) +
      logErfc((crossing - j) / width);
    sum = logAdded(sum, logAdded(below, above));
    if (below < last.below && above < last.above && Math.max(below, above) < sum + NEGLIGIBLE) {
      return sum;
    }
    last = { below, above };
    logCoefficient += Math.log(Math.abs(j) / (i + 1));
  }
  return Infinity;
}

/** ln(eᵃ + eᵇ). */
function logAdded(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}
