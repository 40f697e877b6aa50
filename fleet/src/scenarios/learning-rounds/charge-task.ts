// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '@wattpass/gateway-api/client';
import { CHARGE_INPUTS, firstModel, modelBytes, modelHash, type ModelState } from '@wattpass/fl-aggregator';

type NewTask = RequestOf<'createLearningTask'>['body']['task'];

const ACTIONS = 3;
const PARAMETERS = (CHARGE_INPUTS + 1) * ACTIONS;
/** Half of the vehicles are drawn; of fewer than this, all, or chance would leave rounds without enough of them. */
const [HALF, ALL] = [500_000, 1_000_000];
const FEWEST_DRAWN_FROM = 24;
/** Robust against a fifth of the vehicles, and fair to vehicles that differ: see fl-aggregator's trial of rules. */
const FAULTY_SHARE = 200_000;
/** A window is closed earlier, as soon as all have come; this is for those who never do. */
const WINDOW_SECONDS = 60;

/** A task with the bytes of its first model. */
export interface ChargeTask {
  readonly task: NewTask;
  readonly first: Uint8Array<ArrayBuffer>;
}

/**
 * The shared charge decision: a softmax over charge, idle and discharge, trained as vehicles do (five epochs a round),
 * mixed with neighbours and trimmed before it is averaged.
 * @param clients How many vehicles join; a round needs an eighth of them, three at least.
 */
export function chargeTask(
  name: string,
  clients: number,
  committee: readonly string[],
  cohortShare = clients < FEWEST_DRAWN_FROM ? ALL : HALF,
): ChargeTask {
  const model = { kind: 'softmax' as const, layers: [CHARGE_INPUTS, ACTIONS], parameters: PARAMETERS };
  const aggregation = {
    rule: { name: 'trimmedMean' as const, trim: FAULTY_SHARE },
    mixing: { faultyShare: FAULTY_SHARE },
    server: { name: 'replace' as const },
  };
  const first: ModelState = firstModel({ model, aggregation }, new Float64Array(PARAMETERS));
  const task: NewTask = {
    name,
    kind: 'charge-decision',
    model,
    training: { epochs: 5, batchSize: 32, learningRate: 500_000, proximal: 0 },
    aggregation,
    quantiser: { clip: 8_000_000, bits: 22 },
    mode: { name: 'plain' },
    cohortShare,
    minimumClients: Math.max(3, Math.floor(clients / 8)),
    windows: { commit: WINDOW_SECONDS, reveal: WINDOW_SECONDS, attest: WINDOW_SECONDS },
    initialModelHash: modelHash(first),
    committee: [...committee],
  };
  return { task, first: modelBytes(first) };
}
