// SPDX-License-Identifier: Apache-2.0
import { fitWeights, fusedShare, rootMeanSquare, SOH_DEPTHS, trainSohModel, type SohWeights } from '@wattpass/twin';
import { federatedWeights, type Attack, type FederationRule } from './federation.js';
import { rounded, scoreModel } from './score.js';
import type { SohCell } from './soh-battery.js';

const attacks: readonly Attack[] = ['label', 'sign', 'sign10', 'gaussian'];

/** Every depth counts the same: a liar must have no say in which depth is trusted. */
const evenTrust = new Float64Array(SOH_DEPTHS.length).fill(1);

/** What a federation of cells reaches, in percentage points of the rated capacity. */
export interface FederatedReport {
  readonly rmseMean: number;
  readonly ratioToCentralised: number;
  /** By client, both on the cells that are not its own, which neither model has seen. */
  readonly clients: readonly { readonly cell: string; readonly localOnly: number; readonly federated: number }[];
  readonly betterThanLocalOnly: boolean;
  /** One client lies about its cell, and the model is judged on that cell's true values, which no honest client holds. */
  readonly poisoned: readonly PoisonedReport[];
  /** The worst robust ratio of all liars and attacks; null where there are too few clients to bear one liar. */
  readonly poisonedRatioWorst: number | null;
}

/** One liar, one attack: root mean square errors over those of the same federation without the liar. */
export interface PoisonedReport {
  readonly attack: Attack;
  readonly liar: string;
  /** Plain averaging; null where it diverged. */
  readonly plainRatio: number | null;
  /** Mixing with neighbours and the median alone. */
  readonly mixedRatio: number | null;
  /** With peers screening each other first. */
  readonly robustRatio: number | null;
}

/** Holds each cell out in turn; at least three cells. */
export function federatedTrial(cells: readonly SohCell[]): FederatedReport {
  const others = (held: SohCell): SohCell[] => cells.filter((cell) => cell !== held);
  const federated = new Map(
    cells.map((cell) => [cell, scoreModel(trainSohModel(others(cell), federatedWeights), cell).rmse]),
  );
  const centralised = cells.map((cell) => scoreModel(trainSohModel(others(cell)), cell).rmse);
  const clients = cells.map((client) => {
    const own = { weights: fitWeights([client]), trust: evenTrust, residuals: [] };
    return {
      cell: client.name,
      localOnly: rounded(rootMeanSquare(others(client).map((held) => scoreModel(own, held).rmse))),
      federated: rounded(rootMeanSquare(others(client).map((held) => federated.get(held) ?? NaN))),
    };
  });
  const poisoned =
    cells.length < 3 ? [] : cells.flatMap((liar) => attacks.map((attack) => poisonedBy(liar, attack, cells)));
  const ratios = poisoned.map(({ robustRatio }) => robustRatio ?? Infinity);
  return {
    rmseMean: rounded(mean([...federated.values()])),
    ratioToCentralised: rounded(mean([...federated.values()]) / mean(centralised)),
    clients,
    betterThanLocalOnly: clients.every((client) => client.federated < client.localOnly),
    poisoned,
    poisonedRatioWorst: ratios.length === 0 ? null : rounded(Math.max(...ratios)),
  };
}

function poisonedBy(liar: SohCell, attack: Attack, cells: readonly SohCell[]): PoisonedReport {
  const clean = errorOf(federatedWeights(cells.filter((cell) => cell !== liar)), liar);
  const lie = { client: cells.indexOf(liar), attack };
  const ratio = (rule: FederationRule): number | null => {
    const error = errorOf(federatedWeights(cells, { rule, liar: lie }), liar);
    return Number.isFinite(error) ? rounded(error / clean) : null;
  };
  const [plainRatio, mixedRatio, robustRatio] = [ratio('fedavg'), ratio('mixed'), ratio('screened')];
  return { attack, liar: liar.name, plainRatio, mixedRatio, robustRatio };
}

function errorOf(weights: SohWeights, cell: SohCell): number {
  return rootMeanSquare(
    cell.features.flatMap((reading, index) => {
      const share = fusedShare(weights, evenTrust, reading);
      return share === undefined ? [] : share - (cell.shares[index] ?? NaN);
    }),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
