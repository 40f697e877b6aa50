// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { euclideanNorm, logErfc, privacySpent, privatised, randomStream } from '@wattpass/fl-aggregator';
import { assertNear } from '../../../support/near.js';
import { refusedWith } from '../refused-with.js';

const wholeOrders = Array.from({ length: 63 }, (_, step) => step + 2);

describe('the privacy accountant', () => {
  /** Sampling rate, noise multiplier, rounds, δ; then ε of dp-accounting 0.6.0 at its own orders and at 2 to 64. */
  const vectors = [
    [1, 1, 1, 1e-5, 4.728507, 4.752728],
    [1, 4, 1, 1e-5, 1.012551, 1.012551],
    [1, 10, 50, 1e-5, 3.188992, 3.190352],
    [0.1, 1, 100, 1e-5, 7.90385, 7.972922],
    [0.01, 1.1, 1000, 1e-5, 1.71177, 1.725291],
    [256 / 60_000, 1.3, 3515, 1e-5, 0.95443, 0.95443],
    [0.1, 2, 100, 1e-3, 1.799004, 1.799795],
  ] as const;

  for (const [samplingRate, noiseMultiplier, rounds, delta, fine, whole] of vectors) {
    it(`agrees with dp-accounting at q=${samplingRate.toPrecision(3)}, σ=${noiseMultiplier}, T=${rounds}`, () => {
      const spent = [{ samplingRate, noiseMultiplier, rounds }];
      assertNear([privacySpent(spent, delta).epsilon], [fine], 1e-6);
      assertNear([privacySpent(spent, delta, wholeOrders).epsilon], [whole], 1e-6);
    });
  }

  it('adds rounds up, however they are grouped', () => {
    const half = { samplingRate: 0.1, noiseMultiplier: 1, rounds: 50 };
    assertNear([privacySpent([half, half], 1e-5).epsilon], [7.90385], 1e-6);
    assert.equal(privacySpent([], 1e-5).epsilon, 0);
    assert.equal(privacySpent([{ ...half, samplingRate: 0 }], 1e-5).epsilon, 0);
  });

  it('refuses parameters outside their range', () => {
    const round = { samplingRate: 0.1, noiseMultiplier: 1, rounds: 1 };
    refusedWith('WRONG_PARAMETER', () => privacySpent([{ ...round, samplingRate: 1.1 }], 1e-5));
    refusedWith('WRONG_PARAMETER', () => privacySpent([{ ...round, noiseMultiplier: 0 }], 1e-5));
    refusedWith('WRONG_PARAMETER', () => privacySpent([{ ...round, rounds: 1.5 }], 1e-5));
    refusedWith('WRONG_PARAMETER', () => privacySpent([round], 1));
    refusedWith('WRONG_PARAMETER', () => privacySpent([round], 0));
    refusedWith('WRONG_PARAMETER', () => privacySpent([round], 1e-5, [1]));
  });
});

describe("the complementary error function's logarithm", () => {
  it("agrees with Python's math.erfc and, beyond its range, with 60 decimal digits", () => {
    const expected: [number, number][] = [
      [-3, 0.6931361352504468],
      [-0.5, 0.41903914777555956],
      [0, 0],
      [0.1, -0.11930497373739554],
      [0.5, -0.7350111298370844],
      [1, -1.8496055099332482],
      [1.9, -4.932345862780269],
      [2, -5.364941264616638],
      [2.1, -5.816010968867555],
      [3, -10.720363041981113],
      [5, -27.200889545537436],
      [20, -403.56934333410425],
      [30, -903.9741171106439],
      [100, -10005.177585122665],
    ];
    for (const [x, value] of expected) {
      assertNear([logErfc(x)], [value], 1e-12 * Math.max(1, Math.abs(value)));
    }
  });
});

describe('a privatised update', () => {
  const update = { clientId: 'a', examples: 700, parameters: Float64Array.of(30, -40) };

  it('is clipped, weighs one, and carries its part of the noise', () => {
    const still = privatised(update, { clip: 5, noiseMultiplier: 1, cohort: 4 }, () => 0);
    assert.equal(still.examples, 1);
    assertNear(still.parameters, [3, -4]);
    const moved = privatised(update, { clip: 5, noiseMultiplier: 2, cohort: 4 }, () => 1);
    assertNear(moved.parameters, [8, 1]); // 2·5/√4 more in each place
  });

  it('has noise of the stated deviation over the cohort, from the secure source as from a stream', () => {
    const long = { clientId: 'a', examples: 1, parameters: new Float64Array(40_000) };
    const stream = randomStream(1);
    for (const normal of [undefined, () => stream.normal()]) {
      const { parameters } = privatised(long, { clip: 0.5, noiseMultiplier: 2, cohort: 16 }, normal);
      const deviation = euclideanNorm(parameters) / 200;
      assert.ok(Math.abs(deviation - 0.25) < 0.25 * 0.02, `deviation ${deviation}`);
    }
  });
});
