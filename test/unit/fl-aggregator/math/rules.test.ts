// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  aggregated,
  bulyan,
  clippedToMedianNorm,
  coordinateMedian,
  euclideanNorm,
  fedAdam,
  fedAvg,
  fedYogi,
  flTrust,
  initialServerState,
  keptByKrum,
  krum,
  krumRanking,
  mixedWithNeighbours,
  multiKrum,
  addProximalTerm,
  trimmedMean,
  type ClientUpdate,
} from '@wattpass/fl-aggregator';
import { assertNear } from '../../../support/near.js';
import { refusedWith } from '../refused-with.js';

/** Six honest clients and one outlier; what Flower 1.41.0's own functions make of them stands with each case. */
const rows = [
  [1.02, 1.98, 3.05, 3.97, 0.5, -0.5],
  [0.95, 2.05, 2.9, 4.1, 0.4, -0.45],
  [1.1, 1.9, 3.2, 3.8, 0.6, -0.6],
  [0.99, 2.02, 3.01, 4.05, 0.45, -0.52],
  [1.01, 2.0, 2.97, 4.0, 0.52, -0.49],
  [0.9, 2.1, 2.8, 4.3, 0.3, -0.4],
  [-50, 60, -70, 80, -9, 9],
];
const seven = rows.map((row, place) => client(row, 10 * (place + 1), place));
/** The three vectors ByzFL 0.0.11 documents. */
const three = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
].map((row, place) => client(row, 1, place));

function client(row: number[], examples: number, place: number): ClientUpdate {
  return { clientId: `client-${String(place).padStart(2, '0')}`, examples, parameters: Float64Array.from(row) };
}

describe('aggregation rules, against vectors of Flower', () => {
  it('FedAvg', () => {
    assertNear(
      fedAvg(seven),
      [
        -11.763214285714286, 16.516428571428573, -15.280714285714287, 23.05607142857143, -1.917857142857143,
        1.8882142857142858,
      ],
    );
  });

  it('median and trimmed mean', () => {
    assertNear(coordinateMedian(seven), [0.99, 2.02, 2.97, 4.05, 0.45, -0.49]);
    assertNear(trimmedMean(seven, 0.2), [0.974, 2.03, 2.946, 4.084, 0.434, -0.472]);
  });

  it('Krum, its scores, Multi-Krum', () => {
    assert.equal(krum(seven, 1), 0);
    const { scores } = krumRanking(seven, 1);
    assertNear(scores.subarray(0, 6), [0.1676, 0.1907, 0.6552, 0.2026, 0.1855, 0.6732]);
    assert.ok(Math.abs(scores[6]! - 68843.175) < 1e-9);
    assertNear(multiKrum(seven, 1, 3), [0.99625, 2.01, 2.9625, 4.02125, 0.4875, -0.48125]);
  });

  it('Bulyan', () => {
    assertNear(
      bulyan(seven, 1),
      [1.0066666666666668, 2, 3.0100000000000002, 4.006666666666667, 0.49, -0.5033333333333333],
    );
  });

  it('FedAdam and FedYogi over two rounds', () => {
    const deltaOf = (first: number, model: Float64Array): Float64Array =>
      fedAvg(rows.slice(first, first + 3).map((row, place) => client(row, 10 * (place + 1), place))).map(
        (value, place) => value - model[place]!,
      );
    const expected = {
      fedAdam: [
        0.15834791648392088, 0.15913180220255058, 0.15936867389763193, 0.15952215860738908, 0.1567536971854923,
        -0.15660422710745947,
      ],
      fedYogi: [
        0.023240700853798434, 0.023336265153291104, 0.02336578106423029, 0.023385926824183903, 0.02305234205116672,
        -0.02304999095965924,
      ],
    };
    for (const [name, step] of Object.entries({ fedAdam, fedYogi })) {
      let model = new Float64Array(6);
      let state = initialServerState(6);
      for (const first of [1, 2]) {
        const next = step(deltaOf(first, model), state);
        model = model.map((value, place) => value + next.change[place]!);
        state = next.state;
      }
      assertNear(model, expected[name as keyof typeof expected]);
    }
  });
});

describe('aggregation rules, against vectors of ByzFL', () => {
  it('average, median, trimmed mean by one', () => {
    assertNear(fedAvg(three), [4, 5, 6]);
    assertNear(coordinateMedian(three), [4, 5, 6]);
    assertNear(trimmedMean(three, 1 / 3), [4, 5, 6]);
  });

  it('Krum and the mean of the n − f best by score, where all scores tie and the first wins', () => {
    const { order } = krumRanking(three, 1);
    assertNear(three[order[0]!]!.parameters, [1, 2, 3]);
    assertNear(fedAvg(keptByKrum(three, 1, 2)), [2.5, 3.5, 4.5]);
  });
});

describe('aggregation rules, by hand', () => {
  it('trims ⌊β·n⌋ at each end as floating point has it: 0.29 of 100 is 28', () => {
    const many = Array.from({ length: 100 }, (_, place) => client([place === 28 ? 1000 : 0], 1, place));
    // sorted, the one large value is last: trimmed in any case; a ramp tells how many went
    assertNear(trimmedMean(many, 0.29), [0]);
    const ramp = Array.from({ length: 100 }, (_, place) => client([place < 28 ? -1e6 : place < 72 ? 0 : 44], 1, place));
    assertNear(trimmedMean(ramp, 0.29), [0]);
    const outer = Array.from({ length: 100 }, (_, place) =>
      client([place === 28 || place === 71 ? 22 : place < 28 ? -1 : place > 71 ? 99 : 22], 1, place),
    );
    assertNear(trimmedMean(outer, 0.29), [22]);
  });

  it('mixes each with its n − f nearest, itself included', () => {
    const mixed = mixedWithNeighbours(
      [0, 1, 2, 100].map((value, place) => client([value], 1, place)),
      1,
    );
    assertNear(
      mixed.map(({ parameters }) => parameters[0]!),
      [1, 1, 1, 103 / 3],
    );
  });

  it('clips to the median norm', () => {
    const clipped = clippedToMedianNorm(
      [
        [3, 4],
        [0.3, 0.4],
        [30, -40],
      ].map((row, place) => client(row, 1, place)),
    );
    assertNear(
      clipped.map(({ parameters }) => euclideanNorm(parameters)),
      [5, 0.5, 5],
    );
    assertNear(clipped[2]!.parameters, [3, -4]);
  });

  it('FLTrust: no weight against the root, norms as the root', () => {
    const updates = [
      [2, 0],
      [0, 3],
      [-5, 0],
      [1, 1],
    ].map((row, place) => client(row, 1, place));
    const cosine = Math.SQRT1_2;
    const root = Float64Array.of(1, 0);
    const expected = [(1 + cosine * cosine) / (1 + cosine), (cosine * cosine) / (1 + cosine)];
    assertNear(flTrust(updates, root), expected);
    assertNear(flTrust([client([-1, 0], 1, 0)], root), [0, 0]);
    refusedWith('WRONG_PARAMETER', () => flTrust(updates, Float64Array.of(0, 0)));
  });

  it("FedProx's term pulls to the base", () => {
    const gradient = Float64Array.of(1, 1);
    addProximalTerm(gradient, Float64Array.of(3, 5), Float64Array.of(1, 5), 0.5);
    assertNear(gradient, [2, 1]);
  });

  it('checks how many clients a rule needs', () => {
    refusedWith('TOO_FEW_CLIENTS', () => krum(three, 1));
    refusedWith('TOO_FEW_CLIENTS', () => multiKrum(seven.slice(0, 4), 1, 1));
    refusedWith('TOO_FEW_CLIENTS', () => bulyan(seven.slice(0, 6), 1));
    refusedWith('TOO_FEW_CLIENTS', () => mixedWithNeighbours(seven.slice(0, 2), 1));
    refusedWith('TOO_FEW_CLIENTS', () => fedAvg([]));
    refusedWith('WRONG_PARAMETER', () => trimmedMean(seven, 0.5));
    refusedWith('WRONG_PARAMETER', () => multiKrum(seven, 1, 8));
    refusedWith('WRONG_LENGTH', () => fedAvg([seven[0]!, client([1], 1, 9)]));
    refusedWith('WRONG_PARAMETER', () => aggregated({ rule: { name: 'fltrust' } }, seven));
  });
});
