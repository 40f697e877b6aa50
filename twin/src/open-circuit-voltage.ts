// SPDX-License-Identifier: Apache-2.0

/** Open-circuit voltage of a layered-oxide cell in V at 0, 10, … 100 % state of charge; a plausible curve, of no maker. */
const CURVE = [2.9, 3.4, 3.52, 3.59, 3.63, 3.68, 3.76, 3.86, 3.96, 4.06, 4.19] as const;

/** Open-circuit voltage in V at a state of charge from 0 to 1, linear between the points of the curve. */
export function openCircuitVoltage(stateOfCharge: number): number {
  const place = Math.min(1, Math.max(0, stateOfCharge)) * (CURVE.length - 1);
  const below = Math.min(Math.floor(place), CURVE.length - 2);
  const low = CURVE[below] ?? 0;
  const high = CURVE[below + 1] ?? low;
  return low + (high - low) * (place - below);
}
