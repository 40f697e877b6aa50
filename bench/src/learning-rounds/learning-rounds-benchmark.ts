// SPDX-License-Identifier: Apache-2.0
import {
  changeOf,
  meanOfSum,
  integerSum,
  parameterCount,
  quantised,
  randomStream,
  trainedLocally,
  type Examples,
  type ModelSpec,
  type TrainingParameters,
} from '@wattpass/fl-aggregator';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';

const MODEL: ModelSpec = { kind: 'softmax', inputs: 18, classes: 3 };
/** Clients summed at a time: sums of levels add up, so no round holds all updates. */
const GROUP = 100;

/** `npm run bench -- learning-rounds`. */
export const learningRoundsBenchmark: Benchmark = {
  usage: '[--clients N] [--examples N] [--epochs N] [--rounds N]',
  run: (args) => {
    const flags = parseFlags(args, {
      clients: { type: 'string', default: '1000' },
      examples: { type: 'string', default: '2000' },
      epochs: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
    });
    return Promise.resolve(
      measureRounds({
        clients: wholeNumber('--clients', flags.clients, 1, 100_000),
        examples: wholeNumber('--examples', flags.examples, 1, 100_000),
        epochs: wholeNumber('--epochs', flags.epochs, 1, 100),
        rounds: wholeNumber('--rounds', flags.rounds, 1, 1000),
      }),
    );
  },
};

interface Sizes {
  readonly clients: number;
  readonly examples: number;
  readonly epochs: number;
  readonly rounds: number;
}

/**
 * Simulated rounds on one core: every client trains, quantises and is summed. All clients train on one and the same set of
 * examples, in an order of their own, so that memory does not grow with clients: it is the work of a round that is
 * measured here, not what it learns. The baseline is one bare pass of the model over as many examples.
 */
function measureRounds({ clients, examples, epochs, rounds }: Sizes): unknown {
  const data = generated(examples);
  const training: TrainingParameters = { epochs, batchSize: 32, optimiser: 'sgd', learningRate: 0.1 };
  const baseline = cpuSeconds(() => scoredOnce(data, clients * epochs));
  let parameters: Float64Array = new Float64Array(parameterCount(MODEL));
  const memory: number[] = [];
  const seconds = Array.from({ length: rounds }, (_, round) => {
    const spent = cpuSeconds(() => {
      parameters = roundOver(parameters, data, clients, training, round);
    });
    memory.push(process.memoryUsage().rss);
    process.stderr.write(`round ${round + 1}: ${spent.toFixed(2)} s\n`);
    return spent;
  });
  const best = Math.min(...seconds);
  return {
    benchmark: 'learning-rounds',
    clients,
    examples,
    epochs,
    rounds,
    secondsARound: Number(best.toFixed(3)),
    slowestRound: Number(Math.max(...seconds).toFixed(3)),
    baseline: { name: "the model's scores of as many examples", seconds: Number(baseline.toFixed(3)) },
    ratioToBaseline: Number((best / baseline).toFixed(2)),
    memoryMegabytes: memory.map((bytes) => Math.round(bytes / 1e6)),
  };
}

function roundOver(
  base: Float64Array,
  data: Examples,
  clients: number,
  training: TrainingParameters,
  round: number,
): Float64Array {
  const sum = { examples: 0, levels: new Float64Array(base.length) };
  for (let first = 0; first < clients; first += GROUP) {
    const group = Array.from({ length: Math.min(GROUP, clients - first) }, (_, place) => {
      const client = first + place;
      const trained = trainedLocally(MODEL, base, data, training, randomStream(round, client));
      return quantised({ clientId: String(client), examples: 1, parameters: changeOf(trained, base) });
    });
    const part = integerSum(group);
    sum.examples += part.examples;
    part.levels.forEach((levels, place) => {
      sum.levels[place] = (sum.levels[place] ?? 0) + levels;
    });
  }
  const change = meanOfSum(sum);
  return base.map((value, place) => value + (change[place] ?? 0));
}

function generated(count: number): Examples {
  const stream = randomStream(1);
  const features = Float64Array.from({ length: count * MODEL.inputs }, () => stream.normal());
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const [one, other] = [features[row * MODEL.inputs] ?? 0, features[row * MODEL.inputs + 1] ?? 0];
    return one > 0.4 ? 0 : other > 0 ? 1 : 2;
  });
  return { count, features, labels };
}

function scoredOnce({ features }: Examples, times: number): number {
  const weights = Float64Array.from({ length: MODEL.inputs * MODEL.classes }, (_, place) => place / 100);
  let total = 0;
  for (let turn = 0; turn < times; turn += 1) {
    for (let row = 0; row < features.length; row += MODEL.inputs) {
      for (let first = 0; first < weights.length; first += MODEL.inputs) {
        for (let input = 0; input < MODEL.inputs; input += 1) {
          total += (weights[first + input] ?? 0) * (features[row + input] ?? 0);
        }
      }
    }
  }
  return total;
}

/** Seconds of processor time: what the work costs, whatever else runs on the machine. */
function cpuSeconds(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
