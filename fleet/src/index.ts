// SPDX-License-Identifier: Apache-2.0
export { BatteryManagementSystem, type ChunkSummary, type DeviceEnrolment, type SentChunk } from './devices/bms.js';
export { withCheckDigit } from './devices/gtin.js';
export { digitalLink, itemOf, readTag, writeTag } from './devices/tag.js';
export { journeyRecords, type JourneyLimits, type JourneyRecord } from './devices/transport-logger.js';
export { silentProgress, type Progress } from './progress/progress.js';
export { terminalProgress, type Output } from './progress/terminal-progress.js';
export { AgeingFolderError, readAgeingFolder } from './recordings/ageing-folder.js';
export { dischargeFile } from './recordings/discharge-file.js';
export { RecordingError, type RecordedCycle, type Recording } from './recordings/recording.js';
export { syntheticRecording, type SyntheticOptions } from './recordings/synthetic-recording.js';
export { expectedAccess, matrixRecords, matrixRoles, type MatrixRole } from './scenarios/access-matrix/expected.js';
export { batteryLabel, type BatteryLabel } from './devices/battery-label.js';
export { openDesks, type Desk, type Desks, type SignIn } from './rest/desk.js';
export { allItems } from './rest/pages.js';
export { ResistanceWatch } from './scenarios/battery-life/resistance-watch.js';
export type { LifeOptions } from './scenarios/battery-life/life.js';
export { runBatteryLives, type LifeResult, type LivedBattery } from './scenarios/battery-life/run-battery-lives.js';
export { recount, type Recount } from './scenarios/recount.js';
export { StepLog, type Step } from './scenarios/step-log.js';
export { AttemptError, runAccessMatrix, type AccessEntry } from './scenarios/access-matrix/run-access-matrix.js';
export type { LearningDaysOptions } from './scenarios/learning-rounds/learning-options.js';
export type { LearningResult, LearningRound, LearningSaving } from './scenarios/learning-rounds/learning-result.js';
export { startLearningDays, type LearningDays } from './scenarios/learning-rounds/start-learning-days.js';
export { behaviours, defaultShares, type Behaviour, type BehaviourShares } from './scenarios/trading-day/behaviours.js';
export { readKeptFleet, type KeptFleet } from './scenarios/trading-day/kept-fleet.js';
export { runTradingDays } from './scenarios/trading-day/run-trading-days.js';
export { defaultPace, type Pace } from './scenarios/trading-day/slot-terms.js';
export { quantilePolicy, type TradingPolicy } from './scenarios/trading-day/trading-policy.js';
export type {
  LivedDay,
  Refusal,
  Restoration,
  ScoreFall,
  TradedReputation,
  TradedSlot,
  TradingOptions,
  TradingResult,
} from './scenarios/trading-day/trading-result.js';
