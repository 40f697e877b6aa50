// SPDX-License-Identifier: Apache-2.0

import type { SampleColumns } from '@wattpass/telemetry';
import { defaultAnomalyLimits, findAnomalies, type AnomalyLimits, type AnomalyRule } from './anomalies.js';
import { dischargeCapacity, type DischargeCapacity } from './capacity.js';
import type { DischargeWindow } from './discharge-window.js';
import type { Finding } from './finding.js';
import {
  checkPlausibility,
  defaultPlausibilityLimits,
  type PlausibilityLimits,
  type PlausibilityRule,
} from './plausibility.js';
import { requireRatedValues, type RatedValues } from './rated-values.js';
import { onsetResistance } from './resistance.js';
import { stateOfChargeAfter } from './state-of-charge.js';
import { stateOfHealth, WHOLE } from './state-of-health.js';

/** Names the way the figures were worked out; the version changes with every change of a figure. */
export const ASSESSMENT_MODEL = { modelId: 'wattpass.coulomb-count', modelVersion: '1.1.0' } as const;

/** What is known of the battery before the chunk. Everything has a default for a first, fully charged discharge. */
export interface BatteryKnowledge {
  /** State of charge at the chunk's first sample, millionths; 100 % by default. */
  readonly socMillionths?: number;
  /** Last measured capacity, used where the chunk gives none; the rated one by default. */
  readonly capacityMicroampHours?: number;
  /** See `referenceResistance`; without it no rise of the resistance is judged. */
  readonly referenceMicroohms?: number;
}

/** Thresholds of an assessment. */
export interface AssessmentLimits {
  readonly plausibility?: PlausibilityLimits;
  readonly anomalies?: AnomalyLimits;
}

/** A battery's condition after a chunk. All numbers are integers, as the ledger takes them. */
export interface Assessment {
  readonly modelId: string;
  readonly modelVersion: string;
  /** State of charge after the chunk; 0 after a full discharge, whatever was thought before. */
  readonly socMillionths: number;
  /** Absent unless the chunk holds a full discharge. */
  readonly capacityMicroampHours?: number;
  /** Capacity over rated capacity; absent with the capacity. May exceed 1,000,000. */
  readonly sohMillionths?: number;
  /** Absent if the chunk has no step from rest to load. */
  readonly resistanceMicroohms?: number;
  readonly greatestMillicelsius: number;
  /** What the capacity was counted over. */
  readonly window?: DischargeWindow;
  /** Rules the recording breaks; where there are any, the figures deserve doubt. */
  readonly findings: readonly Finding<PlausibilityRule>[];
  readonly anomalies: readonly Finding<AnomalyRule>[];
}

/**
 * Assesses a battery by one chunk of samples and its rated values. Pure: the same input gives the same figures.
 * @throws RangeError if a rated value is no positive integer or there are no samples.
 */
export function assess(
  columns: SampleColumns,
  rated: RatedValues,
  known: BatteryKnowledge = {},
  limits: AssessmentLimits = {},
): Assessment {
  requireRatedValues(rated);
  if (columns.timeMs.length === 0) {
    throw new RangeError('columns: at least one sample');
  }
  const full = fullDischarge(columns, rated);
  const resistance = onsetResistance(columns, rated);
  const plausibility = limits.plausibility ?? defaultPlausibilityLimits;
  const anomalies = limits.anomalies ?? defaultAnomalyLimits;
  return {
    ...ASSESSMENT_MODEL,
    socMillionths: full === undefined ? socAfter(columns, rated, known) : socAfterEmpty(columns, full),
    ...(full !== undefined && {
      capacityMicroampHours: full.capacityMicroampHours,
      sohMillionths: stateOfHealth(full.capacityMicroampHours, rated.capacityMicroampHours),
      window: full.window,
    }),
    ...(resistance !== undefined && { resistanceMicroohms: resistance.microohms }),
    greatestMillicelsius: columns.millicelsius.reduce((greatest, value) => Math.max(greatest, value), -Infinity),
    findings: checkPlausibility(columns, rated, plausibility),
    anomalies: findAnomalies(columns, resistance, known.referenceMicroohms, anomalies),
  };
}

/** The chunk's discharge if it ran to its end; see `RatedValues.endOfDischargeMicrovolts`. */
function fullDischarge(columns: SampleColumns, rated: RatedValues): DischargeCapacity | undefined {
  const measured = dischargeCapacity(columns, rated);
  return measured === undefined || measured.window.endVoltageReached === false || measured.capacityMicroampHours <= 0
    ? undefined
    : measured;
}

function socAfter(columns: SampleColumns, rated: RatedValues, known: BatteryKnowledge): number {
  const capacity = known.capacityMicroampHours ?? rated.capacityMicroampHours;
  return stateOfChargeAfter(known.socMillionths ?? WHOLE, columns, capacity);
}

/** Empty at the window's end; a charge that follows in the same chunk counts on from there. */
function socAfterEmpty(columns: SampleColumns, { window, capacityMicroampHours }: DischargeCapacity): number {
  return stateOfChargeAfter(0, columns, capacityMicroampHours, window.end);
}
