// SPDX-License-Identifier: Apache-2.0
import { chargeActions, type Examples, type RandomStream } from '@wattpass/fl-aggregator';

/** What a lying client does. */
export interface Attack {
  readonly name: string;
  /** To its data, before it trains. */
  readonly examples?: (examples: Examples) => Examples;
  /** To its update, before it hands it in. */
  readonly update?: (update: Float64Array, stream: RandomStream) => Float64Array;
}

/** Every label becomes the opposite one, every sign turns, or nothing but noise of deviation 1 is sent. */
export const attacks: readonly Attack[] = [
  {
    name: 'label',
    examples: (examples) => ({
      ...examples,
      labels: examples.labels.map((label) => chargeActions.length - 1 - label),
    }),
  },
  { name: 'sign', update: (update) => update.map((value) => -value) },
  { name: 'sign×10', update: (update) => update.map((value) => -10 * value) },
  { name: 'gaussian', update: (update, stream) => update.map(() => stream.normal()) },
];

/** Nobody lies. */
export const honesty: Attack = { name: 'none' };
