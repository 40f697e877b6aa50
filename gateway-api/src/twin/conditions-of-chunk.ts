// SPDX-License-Identifier: Apache-2.0
import type { FactoryData } from '@wattpass/chaincode/domain';
import { sampleCount, type Chunk } from '@wattpass/telemetry';
import { assess, referenceResistance, type Assessment, type BatteryKnowledge, type RatedValues } from '@wattpass/twin';
import type { UnsaltedCondition } from './condition-schemas.js';
import { remainingCyclesOf } from './remaining-cycles.js';

/** What a chunk says of its battery. `conditions` is empty when it holds no full discharge and nothing odd. */
export interface ChunkConditions {
  readonly conditions: readonly UnsaltedCondition[];
  readonly findings: Assessment['findings'];
  /** Whether the chunk holds a full discharge, without which there is no capacity. */
  readonly isFullDischarge: boolean;
}

/**
 * Assesses a chunk against the sealed ratings and what earlier chunks showed. Only conditions of earlier chunks count, and
 * the instant is the chunk's own end, so that a repeat of the request gives the same records.
 */
export function conditionsOfChunk(
  { header, columns }: Chunk,
  factory: Pick<FactoryData, 'ratedCapacityMilliampHours' | 'nominalVoltageMillivolts'>,
  earlier: readonly UnsaltedCondition[],
): ChunkConditions {
  const rated = {
    capacityMicroampHours: factory.ratedCapacityMilliampHours * 1_000,
    nominalMicrovolts: factory.nominalVoltageMillivolts * 1_000,
  };
  const before = assessmentsBefore(header.chunk, earlier);
  const assessment = assess(columns, rated, knowledgeOf(before));
  const { batteryId, chunk, cycle } = header;
  const { modelId, modelVersion } = assessment;
  const end = Date.parse(header.startedAt) + (columns.timeMs[sampleCount(columns) - 1] ?? 0);
  const at = new Date(end).toISOString();
  const place = { batteryId, chunk, cycle, modelId, modelVersion };
  const anomalies = assessment.anomalies.map(({ rule, limit, value }): UnsaltedCondition => {
    return { kind: 'anomaly', ...place, detectedAt: at, rule, threshold: limit, observed: value };
  });
  const judged = judgement(assessment);
  const conditions =
    judged === undefined
      ? []
      : [
          {
            kind: 'assessment' as const,
            ...place,
            assessedAt: at,
            ...judged,
            ...outlook(before, { cycle, ...judged }, rated),
          },
        ];
  return {
    conditions: [...conditions, ...anomalies],
    findings: assessment.findings,
    isFullDischarge: judged !== undefined,
  };
}

type AssessmentCondition = Extract<UnsaltedCondition, { kind: 'assessment' }>;

/** The assessments of earlier chunks, in their order. */
function assessmentsBefore(chunk: number, conditions: readonly UnsaltedCondition[]): AssessmentCondition[] {
  return conditions
    .filter((condition) => condition.kind === 'assessment')
    .filter((condition) => condition.chunk < chunk)
    .sort((left, right) => left.chunk - right.chunk);
}

function knowledgeOf(before: readonly AssessmentCondition[]): BatteryKnowledge {
  const resistances = before.flatMap(({ resistanceMicroohms }) => resistanceMicroohms ?? []);
  const reference = referenceResistance(resistances);
  const capacity = before.at(-1)?.capacityMicroampHours;
  return {
    ...(capacity === undefined ? {} : { capacityMicroampHours: capacity }),
    ...(reference === undefined ? {} : { referenceMicroohms: reference }),
  };
}

function outlook(
  before: readonly AssessmentCondition[],
  now: Pick<AssessmentCondition, 'cycle' | 'capacityMicroampHours'>,
  rated: RatedValues,
): Pick<AssessmentCondition, 'remainingCycles'> {
  const remainingCycles = remainingCyclesOf([...before, now], rated.capacityMicroampHours);
  return remainingCycles === undefined ? {} : { remainingCycles };
}

type Judgement = Pick<
  AssessmentCondition,
  'capacityMicroampHours' | 'soh' | 'soc' | 'resistanceMicroohms' | 'maxMilliCelsius'
>;

function judgement(assessment: Assessment): Judgement | undefined {
  const { capacityMicroampHours, sohMillionths, resistanceMicroohms } = assessment;
  if (capacityMicroampHours === undefined || sohMillionths === undefined) {
    return undefined;
  }
  return {
    capacityMicroampHours,
    soh: sohMillionths,
    soc: assessment.socMillionths,
    ...(resistanceMicroohms === undefined ? {} : { resistanceMicroohms }),
    maxMilliCelsius: assessment.greatestMillicelsius,
  };
}
