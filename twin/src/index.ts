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
export {
  cleanSeries,
  defaultCleanLimits,
  type CleanLimits,
  type CleanSeries,
  type Repairs,
} from './data-space/clean-series.js';
export { compress, type Tolerance } from './data-space/compress.js';
export { DataSpaceError, type DataSpaceErrorCode } from './data-space/data-space-error.js';
export { resample } from './data-space/resample.js';
export { columnsOfSeries, seriesColumns, seriesOfColumns, type Expected, type Series } from './data-space/series.js';
export { dot, leastSquares, normalEquations, type NormalEquations } from './math/least-squares.js';
export { quantile, robustMoments, rootMeanSquare } from './math/quantile.js';
export { fitGaussianProcess, predictGaussianProcess, type GaussianProcess } from './math/gaussian-process.js';
export { nelderMead } from './math/nelder-mead.js';
export {
  predictCycleLife,
  trainCycleLife,
  type CapacityChange,
  type CycleLifeModel,
  type LivedCell,
} from './prediction/cycle-life.js';
export { conformalWidth, coverageOf, type Interval } from './prediction/conformal.js';
export { matchCurve, type CurveMatch } from './prediction/curve-match.js';
export { dischargeCurve, type DischargeCurve } from './prediction/discharge-curve.js';
export { referenceCurve, REFERENCE_DISCHARGES, type ReferenceCurve } from './prediction/reference-curve.js';
export { SOH_DEPTHS, SOH_FEATURES, SOH_PRIOR, sohFeatures, type SohFeatures } from './prediction/soh-features.js';
export {
  estimateShare,
  fitWeights,
  fusedShare,
  rowsAt,
  trainSohModel,
  type SohBattery,
  type SohModel,
  type SohWeights,
} from './prediction/soh-model.js';
export {
  ACTIVATION_KELVIN,
  arrhenius,
  ohmicHeat,
  packCircuit,
  stepCircuit,
  terminalVolts,
  type Ageing,
  type CircuitLoad,
  type CircuitState,
  type EquivalentCircuit,
} from './physical/equivalent-circuit.js';
export {
  correctedBy,
  learnVoltageSchedule,
  voltageAt,
  VOLTAGE_NODES,
  type AgedBattery,
  type LoadedVoltage,
  type VoltageSchedule,
} from './prediction/loaded-voltage.js';
export {
  initialSoc,
  socDeviation,
  stepSoc,
  type FilteredBattery,
  type SocMeasurement,
  type SocState,
} from './prediction/soc-filter.js';
export {
  millionths,
  newTwin,
  OUTLOOK_CYCLES,
  twinAfter,
  type BatteryTwin,
  type BehaviourRule,
  type TwinChunk,
  type TwinEstimate,
} from './history/battery-twin.js';
export { behaviourOf, judgeDelivery, wattHours, type Behaviour, type DeliveryFault } from './history/behaviour.js';
export { REFERENCE_COUNT, unwatched, watch, type Alarm, type Watched } from './history/cusum.js';
export { capacityDrift, forecast, resistanceDrift, track, type Drift, type Tracked } from './history/tracker.js';
export { packBody, type CellBody, type CellShape, type PackBody, type PackLayout } from './physical/geometry.js';
export { checkParts, partKinds, type DevicePart, type PartFault, type PartKind } from './physical/parts.js';
export { findKnee, type Knee } from './prediction/knee.js';
export { remainingCycles } from './prediction/remaining-life.js';
export { seededRandom, type Random } from './random.js';
