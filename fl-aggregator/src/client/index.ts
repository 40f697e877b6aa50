// SPDX-License-Identifier: Apache-2.0
export { learningAccess, type GatewayAccount, type LearningAccess } from '../access/learning-access.js';
export { roundRecords, type RoundPlace, type RoundRecords, type TaskState } from '../access/round-records.js';
export { bucketOf, ownUpdate, type OwnUpdate } from './own-update.js';
export { Participant, type Outcome, type ParticipantOptions } from './participant.js';
export { filePending, memoryPending, type PendingUpdates } from './pending-update.js';
export { modelTrainer, specOf, type Trained, type Trainer } from './trainer.js';
export { walkRound, type WalkedRound, type Walker, type WalkOptions } from './walk-round.js';
