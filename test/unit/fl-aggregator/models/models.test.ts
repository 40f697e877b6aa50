// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  accuracyOf,
  changeOf,
  classScores,
  initialParameters,
  lossAndGradient,
  parameterCount,
  predictedClass,
  randomStream,
  trainedLocally,
  type Examples,
  type ModelSpec,
} from '@wattpass/fl-aggregator';
import { assertNear } from '../../../support/near.js';
import { refusedWith } from '../refused-with.js';

const softmax: ModelSpec = { kind: 'softmax', inputs: 4, classes: 3 };
const mlp: ModelSpec = { kind: 'mlp', inputs: 4, hidden: 5, classes: 3 };

/** Three clusters around corners, some overlap. */
function clusters(count: number, seed: number): Examples {
  const stream = randomStream(seed);
  const labels = Uint8Array.from({ length: count }, () => stream.below(3));
  const features = new Float64Array(4 * count);
  labels.forEach((label, row) => {
    for (let input = 0; input < 4; input += 1) {
      features[4 * row + input] = (input === label ? 2 : 0) + stream.normal();
    }
  });
  return { count, features, labels };
}

describe('models', () => {
  it('have as many parameters as their layers', () => {
    assert.equal(parameterCount(softmax), 15);
    assert.equal(parameterCount(mlp), 5 * 5 + 6 * 3);
  });

  it('softmax scores and loss by hand', () => {
    const spec: ModelSpec = { kind: 'softmax', inputs: 2, classes: 2 };
    const parameters = Float64Array.of(1, 2, 3, 4, 0.5, -0.5);
    assertNear(classScores(spec, parameters, Float64Array.of(1, 1)), [3.5, 6.5]);
    assert.equal(predictedClass(spec, parameters, Float64Array.of(1, 1)), 1);
    const gradient = new Float64Array(6);
    const one: Examples = { count: 1, features: Float64Array.of(1, 1), labels: Uint8Array.of(0) };
    const loss = lossAndGradient(spec, parameters, one, Uint32Array.of(0), 0, 1, gradient);
    const probability = 1 / (1 + Math.exp(3));
    assertNear([loss], [-Math.log(probability)]);
    const error = probability - 1;
    assertNear(gradient, [error, error, -error, -error, error, -error]);
  });

  for (const spec of [softmax, mlp]) {
    it(`the gradient of ${spec.kind} is that of finite differences`, () => {
      const stream = randomStream(3);
      const examples = clusters(20, 4);
      const places = Uint32Array.from({ length: 20 }, (_, place) => 19 - place);
      const parameters = initialParameters(spec, stream).map((value) => value + 0.3 * stream.normal());
      const gradient = new Float64Array(parameters.length);
      lossAndGradient(spec, parameters, examples, places, 2, 17, gradient);
      const scratch = new Float64Array(parameters.length);
      const width = 1e-6;
      const differences = parameters.map((value, place) => {
        const lossAt = (moved: number): number => {
          const changed = parameters.slice();
          changed[place] = moved;
          return lossAndGradient(spec, changed, examples, places, 2, 17, scratch);
        };
        return (lossAt(value + width) - lossAt(value - width)) / (2 * width);
      });
      assertNear(gradient, differences, 1e-8);
    });
  }
});

describe('local training', () => {
  const examples = clusters(600, 1);
  const unseen = clusters(2000, 2);

  it('learns, with either optimiser and model', () => {
    for (const spec of [softmax, mlp]) {
      for (const [optimiser, learningRate] of [
        ['sgd', 0.1],
        ['adam', 0.01],
      ] as const) {
        const base = initialParameters(spec, randomStream(5));
        const training = { epochs: 8, batchSize: 32, optimiser, learningRate };
        const trained = trainedLocally(spec, base, examples, training, randomStream(6));
        assert.ok(accuracyOf(spec, trained, unseen) > 0.78, `${spec.kind} ${optimiser}`);
      }
    }
  });

  it('is the same to the bit for the same draws, and leaves its input alone', () => {
    const base = initialParameters(mlp, randomStream(5));
    const kept = base.slice();
    const training = { epochs: 2, batchSize: 32, optimiser: 'adam', learningRate: 0.01 } as const;
    const train = (seed: number) => trainedLocally(mlp, base, examples, training, randomStream(seed));
    assert.deepEqual(train(1), train(1));
    assert.notDeepEqual(train(1), train(2));
    assert.deepEqual(base, kept);
  });

  it('stays nearer to the base with a proximal term', () => {
    const base = new Float64Array(parameterCount(softmax));
    const far = (proximal: number): number => {
      const training = { epochs: 5, batchSize: 32, optimiser: 'sgd', learningRate: 0.1, proximal } as const;
      return Math.hypot(...changeOf(trainedLocally(softmax, base, examples, training, randomStream(1)), base));
    };
    assert.ok(far(1) < 0.8 * far(0));
  });

  it('refuses examples and parameters that do not fit the model', () => {
    const base = new Float64Array(parameterCount(softmax));
    const training = { epochs: 1, batchSize: 32, optimiser: 'sgd', learningRate: 0.1 } as const;
    const train =
      (change: Partial<Examples>, from = base) =>
      () =>
        trainedLocally(softmax, from, { ...examples, ...change }, training, randomStream(1));
    refusedWith('WRONG_LENGTH', train({ count: 599 }));
    refusedWith('WRONG_SHAPE', train({ labels: examples.labels.map(() => 3) }));
    refusedWith('NOT_FINITE', train({ features: examples.features.map(() => NaN) }));
    refusedWith('WRONG_LENGTH', train({}, new Float64Array(3)));
    refusedWith('WRONG_LENGTH', train({ count: 0, features: new Float64Array(), labels: new Uint8Array() }));
  });
});
