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
export { expectedAccess, matrixRecords, matrixRoles, type MatrixRole } from './scenarios/access-matrix-expected.js';
