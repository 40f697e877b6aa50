// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { MspId } from '../actor.js';
import { Count, Hex256, Instant, Millionths, Name, RecordId } from '../fields.js';

/** What can be learnt together. */
export const taskKinds = ['charge-decision', 'soh', 'anomaly'] as const;

const Layer = z.int().min(1).max(4096);
/** A real number in millionths: 1,000,000 is 1. */
const Micro = z.int().min(1).max(1_000_000_000_000);

/** The model that the members train: its kind and the sizes of its layers, from which its parameters follow. */
export const ModelSpec = z.strictObject({
  kind: z.enum(['linear', 'softmax', 'mlp']),
  /** Inputs, hidden layers, outputs; `mlp` alone has hidden layers. */
  layers: z.array(Layer).min(2).max(8),
  /** How many parameters the model has. */
  parameters: Count.min(1).max(10_000_000),
});

/** See {@link ModelSpec}. */
export type ModelSpec = z.infer<typeof ModelSpec>;

/** What a client does with the model between two rounds. */
export const LocalTraining = z.strictObject({
  epochs: z.int().min(1).max(1000),
  batchSize: z.int().min(1).max(65_536),
  /** Millionths. */
  learningRate: Micro,
  /** FedProx: the weight of the distance to the round's base model, millionths; 0 is FedAvg's client. */
  proximal: z.int().min(0).max(1_000_000_000).default(0),
});

/**
 * How updates become one. `faultyShare` is the share of clients, of those included, that the rule has to stand:
 * f = floor(share × n).
 */
export const AggregationRule = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('fedavg') }),
  z.strictObject({ name: z.literal('median') }),
  z.strictObject({ name: z.literal('trimmedMean'), trim: Millionths.max(499_999) }),
  z.strictObject({ name: z.literal('krum'), faultyShare: Millionths.max(499_999) }),
  z.strictObject({ name: z.literal('multiKrum'), faultyShare: Millionths.max(499_999) }),
  z.strictObject({ name: z.literal('bulyan'), faultyShare: Millionths.max(249_999) }),
  z.strictObject({ name: z.literal('fltrust') }),
]);

/** See {@link AggregationRule}. */
export type AggregationRule = z.infer<typeof AggregationRule>;

export const Aggregation = z.strictObject({
  rule: AggregationRule,
  /** Nearest-neighbour mixing before the rule, standing this share of faulty clients (arXiv 2302.01772). */
  mixing: z.strictObject({ faultyShare: Millionths.max(499_999) }).optional(),
  /** Updates are scaled down to this L2 norm, millionths. */
  clipNorm: Micro.optional(),
  /** What the server does with the aggregate: takes it, or steps towards it (Reddi et al., FedOpt). */
  server: z
    .discriminatedUnion('name', [
      z.strictObject({ name: z.literal('replace') }),
      z.strictObject({ name: z.enum(['adam', 'yogi']), learningRate: Micro }),
    ])
    .default({ name: 'replace' }),
});

/** Updates as integers: a value is clipped to ±clip and rounded to the nearest of 2^bits levels. */
export const Quantiser = z.strictObject({ clip: Micro, bits: z.int().min(8).max(30) });

/** Client-level differential privacy: Gaussian noise on the sum of clipped updates. Weights are uniform then. */
export const Privacy = z.strictObject({
  clipNorm: Micro,
  /** Standard deviation of the noise over the clipping norm, millionths. */
  noiseMultiplier: Micro,
  /** 1/δ. */
  inverseDelta: Count.min(2),
});

/** How long each phase of a round lasts at most, seconds. */
export const Windows = z.strictObject({
  commit: Count.min(1).max(604_800),
  reveal: Count.min(1).max(604_800),
  attest: Count.min(1).max(604_800),
});

/** What a task is created with. */
export const NewLearningTask = z.strictObject({
  name: Name,
  kind: z.enum(taskKinds),
  model: ModelSpec,
  training: LocalTraining,
  aggregation: Aggregation,
  quantiser: Quantiser,
  /** Whether the coordinator sees single updates, or only sums of groups of clients. */
  mode: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('plain') }),
    z.strictObject({ name: z.literal('secure'), groups: z.int().min(1).max(1000) }),
  ]),
  privacy: Privacy.optional(),
  /** The chance with which each client is drawn for a round, each independently of the others. */
  cohortShare: Millionths.min(1).default(500_000),
  /** A round with fewer updates is abandoned. */
  minimumClients: Count.min(1).max(100_000),
  windows: Windows,
  /** Hash of the first model's canonical bytes. */
  initialModelHash: Hex256,
  /** Organisations that recompute every aggregate, 3 to 15; the coordinator's is none of them. */
  committee: z.array(MspId).min(3).max(15),
});

export const LearningTask = NewLearningTask.extend({
  id: RecordId,
  /** The organisation whose aggregator runs the rounds. */
  coordinator: MspId,
  rulesVersion: Count,
  createdAt: Instant,
});

/** A model that members train together, and how. It never changes; another way to train is another task. */
export type LearningTask = z.infer<typeof LearningTask>;

export const TaskHead = z.strictObject({
  /** The number of the latest round, from 1; 0 before the first. */
  round: Count,
  /** How many aggregates have become the model. */
  modelVersion: Count,
  modelHash: Hex256,
  endedAt: Instant.optional(),
});

/** Where a task stands: the hot record beside the task. */
export type TaskHead = z.infer<typeof TaskHead>;
