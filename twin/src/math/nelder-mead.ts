// SPDX-License-Identifier: Apache-2.0
import { at } from './at.js';

interface Vertex {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * A minimum of a function of a few variables without derivatives: the simplex method of Nelder and Mead (1965) with its
 * standard coefficients. Deterministic.
 * @param start Where to begin; the simplex spans `step` along each axis from there.
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  step: number,
  iterations: number,
): Float64Array {
  const vertex = (point: Float64Array): Vertex => ({ point, value: orWorst(objective(point)) });
  let simplex = [vertex(Float64Array.from(start))];
  for (let axis = 0; axis < start.length; axis += 1) {
    simplex.push(vertex(Float64Array.from(start, (value, place) => (place === axis ? value + step : value))));
  }
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    simplex = improved(
      simplex.sort((left, right) => left.value - right.value),
      vertex,
    );
  }
  return simplex.reduce((best, each) => (each.value < best.value ? each : best)).point;
}

/** The simplex, sorted from best to worst, after one move of its worst vertex, or drawn together around the best. */
function improved(simplex: Vertex[], vertex: (point: Float64Array) => Vertex): Vertex[] {
  const [best, worst, second] = [simplex[0], simplex.at(-1), simplex.at(-2)];
  if (best === undefined || worst === undefined || second === undefined) {
    return simplex;
  }
  const others = simplex.slice(0, -1);
  const centre = best.point.map(
    (_, place) => others.reduce((sum, { point }) => sum + at(point, place), 0) / others.length,
  );
  const towards = (factor: number): Vertex =>
    vertex(centre.map((value, place) => value + factor * (at(worst.point, place) - value)));
  const reflected = towards(-1);
  if (reflected.value < best.value) {
    const expanded = towards(-2);
    return [...others, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < second.value) {
    return [...others, reflected];
  }
  const contracted = towards(reflected.value < worst.value ? -0.5 : 0.5);
  if (contracted.value < Math.min(worst.value, reflected.value)) {
    return [...others, contracted];
  }
  return simplex.map((each) =>
    each === best ? each : vertex(each.point.map((value, place) => (value + at(best.point, place)) / 2)),
  );
}

function orWorst(value: number): number {
  return Number.isNaN(value) ? Infinity : value;
}
