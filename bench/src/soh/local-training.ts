// SPDX-License-Identifier: Apache-2.0
import { addProximalTerm } from '@wattpass/fl-aggregator';
import { dot, SOH_FEATURES, type NormalEquations } from '@wattpass/twin';

/** One client's rows by depth, as the sums that gradients need. */
export type ClientData = readonly NormalEquations[];

/** How a client trains. */
export interface LocalTraining {
  readonly rate: number;
  readonly steps: number;
  /** FedProx's pull towards the model it began with; 0 for none. */
  readonly mu: number;
}

/** The change of the weights by gradient steps on half the mean squared error. */
export function trainLocally(data: ClientData, base: Float64Array, { rate, steps, mu }: LocalTraining): Float64Array {
  const local = base.slice();
  for (let step = 0; step < steps; step += 1) {
    const gradient = gradientAt(data, local);
    addProximalTerm(gradient, local, base, mu);
    gradient.forEach((slope, index) => {
      local[index] = (local[index] ?? NaN) - rate * slope;
    });
  }
  return local.map((value, index) => value - (base[index] ?? NaN));
}

/** By how much the mean squared error grows from one model to another: (Δw)ᵀ·(G·(w + w₀) − 2m), summed over depths. */
export function lossChange(data: ClientData, from: Float64Array, to: Float64Array): number {
  const change = to.map((value, index) => value - (from[index] ?? NaN));
  const slopes = [from, to].map((weights) => gradientAt(data, weights));
  return change.reduce(
    (sum, value, index) => sum + value * ((slopes[0]?.[index] ?? NaN) + (slopes[1]?.[index] ?? NaN)),
    0,
  );
}

/** An upper bound of the curvature: the greatest trace of a depth's matrix. */
export function greatestCurvature(data: ClientData): number {
  const traces = data.map(({ size, gram }) =>
    Array.from({ length: size }, (_, place) => gram[place * size + place] ?? NaN).reduce(
      (sum, value) => sum + value,
      0,
    ),
  );
  return Math.max(...traces);
}

function gradientAt(data: ClientData, weights: Float64Array): Float64Array {
  const gradient = new Float64Array(weights.length);
  data.forEach(({ size, gram, moment }, depth) => {
    const own = weights.subarray(depth * SOH_FEATURES, (depth + 1) * SOH_FEATURES);
    for (let row = 0; row < size; row += 1) {
      const slope = dot(gram.subarray(row * size, (row + 1) * size), own) - (moment[row] ?? NaN);
      gradient[depth * SOH_FEATURES + row] = slope;
    }
  });
  return gradient;
}
