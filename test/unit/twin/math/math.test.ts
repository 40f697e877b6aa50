// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  fitGaussianProcess,
  leastSquares,
  nelderMead,
  predictGaussianProcess,
  quantile,
  robustMoments,
} from '@wattpass/twin';

const near = (actual: number, wanted: number, tolerance = 1e-7): void => {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual}, wanted ${wanted}`);
};

describe('quantiles', () => {
  it('are those of numpy.quantile', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    assert.deepEqual(
      [0.1, 0.5, 0.9].map((share) => quantile(values, share)).map((value) => Number(value.toFixed(9))),
      [1, 3.5, 6.9],
    );
    assert.equal(quantile([7], 0.3), 7);
  });

  it('give a robust spread', () => {
    // median 3, absolute deviations 2 1 0 1 97, their median 1
    assert.deepEqual(robustMoments([1, 2, 3, 4, 100]), { centre: 3, sigma: 1.4826 });
  });
});

describe('least squares', () => {
  it('are those of numpy.linalg.lstsq', () => {
    const rows = [
      [1, 0, 2],
      [1, 1, 1],
      [1, 2, 5],
      [1, 3, 3],
      [1, 4, 8],
    ];
    const weights = leastSquares(rows, [1, 2, 2, 5, 4]);
    [1.42857143, 1.5, -0.42857143].forEach((wanted, place) => {
      near(weights[place]!, wanted, 1e-6);
    });
  });

  it('need rows', () => {
    assert.throws(() => leastSquares([], []), RangeError);
  });
});

describe('the simplex method', () => {
  it("finds the minimum of Rosenbrock's valley, (1, 1)", () => {
    const valley = ([x = 0, y = 0]: Float64Array): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const found = nelderMead(valley, [-1.2, 1], 0.5, 400);
    near(found[0]!, 1, 1e-6);
    near(found[1]!, 1, 1e-6);
  });
});

describe('a Gaussian process', () => {
  const rows = [
    [0, 1],
    [1, 0],
    [2, 2],
    [3, -1],
  ].map((row) => Float64Array.from(row));
  const targets = [1, 2, 2.5, 4];

  it('predicts as the closed form does', () => {
    // numpy: a = 0.5, b = 0.7, l = 1.5, c = 0.1; K⁻¹(y − mean) by numpy.linalg.solve; at (1.5, 0.5) the mean is 2.27468374
    const logScales = Float64Array.from([0.5, 0.7, 1.5, 0.1], Math.log);
    const kernel = (left: Float64Array, right: Float64Array): number => {
      const product = left[0]! * right[0]! + left[1]! * right[1]!;
      const distance = (left[0]! - right[0]!) ** 2 + (left[1]! - right[1]!) ** 2;
      return (0.25 * product) / 2 + 0.49 * Math.exp(-distance / 9);
    };
    const matrix = rows.map((left, row) =>
      rows.map((right, column) => kernel(left, right) + (row === column ? 0.01 : 0)),
    );
    const weights = leastSquares(
      matrix,
      targets.map((value) => value - 2.375),
    );
    const process = { logScales, mean: 2.375, rows, weights, leaveOneOut: new Float64Array(4) };
    near(predictGaussianProcess(process, Float64Array.of(1.5, 0.5)), 2.27468374, 1e-5);
  });

  it('finds a line in noise and is off by the noise where it leaves one out', () => {
    const line = Array.from({ length: 30 }, (_, index) => Float64Array.of((index - 15) / 10, Math.sin(index)));
    const values = line.map(([x = 0], index) => 2 + 0.5 * x + (index % 2 === 0 ? 0.01 : -0.01));
    const process = fitGaussianProcess(line, values);
    near(predictGaussianProcess(process, Float64Array.of(1, 0)), 2.5, 0.03);
    assert.ok(process.leaveOneOut.every((residual) => Math.abs(residual) < 0.05));
  });

  it('needs three rows', () => {
    assert.throws(() => fitGaussianProcess(rows.slice(0, 2), [1, 2]), RangeError);
  });
});
