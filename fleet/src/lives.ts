// SPDX-License-Identifier: Apache-2.0

// Desks, progress and battery lives, without what trades and learns: who only starts a consortium need not load that.
export { silentProgress, type Progress } from './progress/progress.js';
export { terminalProgress, type Output } from './progress/terminal-progress.js';
export { AgeingFolderError, readAgeingFolder } from './recordings/ageing-folder.js';
export { RecordingError, type RecordedCycle, type Recording } from './recordings/recording.js';
export { syntheticRecording, type SyntheticOptions } from './recordings/synthetic-recording.js';
export { openDesks, type Desk, type Desks, type SignIn } from './rest/desk.js';
export { allItems } from './rest/pages.js';
export type { LifeOptions } from './scenarios/battery-life/life.js';
export { runBatteryLives, type LifeResult, type LivedBattery } from './scenarios/battery-life/run-battery-lives.js';
