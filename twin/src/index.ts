// SPDX-License-Identifier: Apache-2.0

export { defaultAnomalyLimits, findAnomalies, type AnomalyLimits, type AnomalyRule } from './anomalies.js';
export {
  assess,
  ASSESSMENT_MODEL,
  type Assessment,
  type AssessmentLimits,
  type BatteryKnowledge,
} from './assessment.js';
export { dischargeCapacity, GAP_FACTOR, type DischargeCapacity } from './capacity.js';
export { chargeBetween } from './charge.js';
export { dischargeWindow, LOAD_SHARE, type DischargeWindow } from './discharge-window.js';
export type { Finding } from './finding.js';
export {
  checkPlausibility,
  defaultPlausibilityLimits,
  type PlausibilityLimits,
  type PlausibilityRule,
} from './plausibility.js';
export { requireRatedValues, type RatedValues } from './rated-values.js';
export { onsetResistance, referenceResistance, type StepResistance } from './resistance.js';
export { stateOfChargeAfter } from './state-of-charge.js';
export { firstCycleBelow, stateOfHealth, WHOLE, type CapacityAtCycle } from './state-of-health.js';
export {
  capacityAtCycle,
  resistanceGrowth,
  syntheticCell,
  type SyntheticCell,
  type SyntheticCellOptions,
} from './synthetic-cell.js';
export { syntheticDischarge, type SyntheticDischargeOptions } from './synthetic-discharge.js';
