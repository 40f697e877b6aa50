// SPDX-License-Identifier: Apache-2.0
import {
  recount,
  type AccessEntry,
  type Desk,
  type Desks,
  type LearningResult,
  type LifeResult,
  type LivedBattery,
  type TradingResult,
} from '@wattpass/fleet';
import { firstCycleBelow } from '@wattpass/twin';
import type { z } from '@wattpass/chaincode/domain';
import type { ChainCount } from '../chain/count-chain.js';
import type { LifeSettings } from '../life/life-flags.js';
import type { LedgerKind } from '../ledger/running-ledger.js';
import type { TradingSettings } from '../trading/trading-flags.js';
import type { MarketVerdict } from '../verify/market/check-market.js';
import type { MarketRecords } from '../verify/market/market-records.js';
import { buildLearning } from './build-learning.js';
import { buildMarket } from './build-market.js';
import { maxCapacityErrorPercent } from './capacity-error.js';
import type { CapacityReference, ReferenceCapacity } from './capacity-reference.js';
import { Report, type ReportBattery } from './report-schema.js';

/** What the battery-life scenario came to. */
export interface LifeParts {
  readonly lives: LifeResult;
  readonly batteries: readonly ReportBattery[];
  readonly reference: CapacityReference;
  readonly accessMatrix: readonly AccessEntry[];
  readonly accessMatrixWithoutGatewayChecks: readonly AccessEntry[];
}

/** What trading days came to. */
export interface TradingParts {
  readonly settings: TradingSettings;
  readonly result: TradingResult;
  readonly learnt: LearningResult;
}

/** Everything that a report is made of; a scenario that was not asked for is undefined. */
export interface ReportParts {
  readonly startedAt: Date;
  readonly ledger: LedgerKind;
  readonly chain: ChainCount;
  readonly settings: LifeSettings;
  readonly life: LifeParts | undefined;
  readonly trading: TradingParts | undefined;
  /** The market as the ledger has it, and what the recount found. */
  readonly records: MarketRecords;
  readonly verdict: MarketVerdict;
  readonly residentBytes: number | undefined;
}

/** The report, checked against its own schema. */
export function buildReport(parts: ReportParts): Report {
  const { chain, trading } = parts;
  const report: z.input<typeof Report> = {
    formatVersion: 1,
    startedAt: parts.startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    ledger: parts.ledger,
    ...chain,
    arguments: argumentsOf(parts),
    ...lifeOf(parts.life),
    steps: stepsOf(parts),
    ...buildMarket(parts.records, parts.verdict, trading?.result),
    learning: buildLearning(trading?.learnt),
    residentBytes: parts.residentBytes ?? null,
  };
  return Report.parse(report);
}

function argumentsOf({ settings, trading }: ReportParts): Report['arguments'] {
  return {
    ageing: settings.ageing ?? null,
    ratedAmpHours: settings.rated.default,
    endOfLife: settings.endOfLife,
    shockThresholdMilliG: settings.shockThresholdMilliG,
    maintenanceResistanceRise: settings.maintenanceResistanceRise,
    trading: trading === undefined ? null : tradingArguments(trading.settings),
  };
}

type LifeFields = 'batteries' | 'referenceProblem' | 'accessMatrix' | 'accessMatrixWithoutGatewayChecks';

function lifeOf(life: LifeParts | undefined): Pick<Report, LifeFields> {
  if (life === undefined) {
    return { batteries: [], referenceProblem: null, accessMatrix: [], accessMatrixWithoutGatewayChecks: [] };
  }
  const { batteries, reference, accessMatrix, accessMatrixWithoutGatewayChecks } = life;
  return {
    batteries: [...batteries],
    referenceProblem: reference.problem,
    accessMatrix: [...accessMatrix],
    accessMatrixWithoutGatewayChecks: [...accessMatrixWithoutGatewayChecks],
  };
}

function stepsOf({ life, trading }: ReportParts): Report['steps'] {
  const steps = [...(life?.lives.steps ?? []), ...(trading?.result.steps ?? [])];
  return steps.map(({ name, txIds }) => ({ name, txIds: [...txIds] }));
}

function tradingArguments(settings: TradingSettings): Report['arguments']['trading'] {
  const { from, prices, sessions, ...others } = settings;
  return { ...others, from: from ?? null, prices: prices ?? null, sessions: sessions ?? null };
}

/** One battery's part: what gateway and ledger say of it now, against what was sent and what the laboratory states. */
export async function reportBattery(
  desks: Desks,
  lived: LivedBattery,
  settings: LifeSettings,
  reference: CapacityReference,
): Promise<ReportBattery> {
  const { cell, batteryId, ratedAmpHours, sent, maintenance, stopped } = lived;
  const rated = Math.round(ratedAmpHours * 1e6);
  const share = Math.round(settings.endOfLife * 1e6);
  const stated = reference.byCell.get(cell) ?? [];
  const assessed = batteryId === undefined ? [] : await assessedCapacities(desks.operator, batteryId);
  return {
    cell,
    batteryId: batteryId ?? null,
    ratedAmpHours,
    cycles: sent.length,
    samplesSent: sent.reduce((sum, { count }) => sum + count, 0),
    ...(batteryId === undefined
      ? { samplesStored: 0, samplesAnchored: 0, rootsAgree: true }
      : await recount(desks.operator, batteryId, sent)),
    maxCapacityErrorPercent: maxCapacityErrorPercent(assessed, stated),
    firstCycleBelowEndOfLife: firstCycleBelow(assessed, rated, share) ?? null,
    referenceFirstCycleBelowEndOfLife: firstCycleBelow(stated, rated, share) ?? null,
    ...(await standing(desks.recycler, batteryId)),
    maintenance: {
      thresholdRise: settings.maintenanceResistanceRise,
      passed: maintenance.cycle !== undefined,
      cycle: maintenance.cycle ?? null,
      greatestRise: maintenance.greatestRise ?? null,
    },
    stopped: stopped === undefined ? null : { file: stopped.file, line: stopped.line, rule: stopped.rule },
  };
}

async function standing(
  { client }: Desk,
  batteryId: string | undefined,
): Promise<Pick<ReportBattery, 'finalStatus' | 'passports'>> {
  if (batteryId === undefined) {
    return { finalStatus: null, passports: [] };
  }
  const { status } = await client.getBattery({ batteryId });
  const { passports } = await client.listPassports({ batteryId });
  return {
    finalStatus: status.status,
    passports: passports.map(({ id, status: state, predecessor, generation, life }) => {
      return { id, status: state, predecessor: predecessor ?? null, generation, life };
    }),
  };
}

/** The capacities on the ledger, in the order of their cycles. */
async function assessedCapacities({ client }: Desk, batteryId: string): Promise<ReferenceCapacity[]> {
  const { items } = await client.getCondition({ batteryId });
  return items
    .flatMap(({ record }) => (record.kind === 'assessment' ? [record] : []))
    .map(({ cycle, capacityMicroampHours }) => ({ cycle, capacityMicroampHours }))
    .sort((left, right) => left.cycle - right.cycle);
}
