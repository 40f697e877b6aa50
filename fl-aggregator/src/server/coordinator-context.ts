// SPDX-License-Identifier: Apache-2.0
import type { WeightsClient } from '@wattpass/gateway-api/client';
import type { LearningAccess } from '../access/learning-access.js';
import type { RoundRecords } from '../access/round-records.js';
import type { Checkpoints } from './checkpoints.js';
import type { FaultPoint } from './fault.js';
import type { Observer } from './observer.js';

/** What a coordinator works with. */
export interface CoordinatorContext {
  /** The organisation whose tasks it runs. */
  readonly mspId: string;
  /** The own organisation's gateway. */
  readonly home: LearningAccess;
  readonly records: RoundRecords;
  /** The bytes at every member's gateway, the own one included, by MSP id. */
  readonly members: ReadonlyMap<string, WeightsClient>;
  readonly checkpoints: Checkpoints;
  readonly observer: Observer;
  readonly fault: FaultPoint;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}
