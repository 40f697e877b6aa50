// SPDX-License-Identifier: Apache-2.0
import type { BatteryManagementSystem } from '../../devices/bms.js';
import type { BatteryLabel } from '../../devices/battery-label.js';
import type { Progress } from '../../progress/progress.js';
import type { RecordedCycle, RecordingError, Recording } from '../../recordings/recording.js';
import type { Desks } from '../../rest/desk.js';
import type { StepLog } from '../step-log.js';

/** What a battery-life scenario is run with. */
export interface LifeOptions {
  readonly desks: Desks;
  readonly recordings: readonly Recording[];
  /** Rated capacity of a cell, Ah. */
  readonly ratedAmpHours: (cell: string) => number;
  /** Share of the rated capacity at which the first life ends, 0 to 1. */
  readonly endOfLife: number;
  /** Shock that the transport agreement allows. */
  readonly shockThresholdMilliG: number;
  /** Rise of the resistance over its first values that calls for maintenance: 0.5 is half as much again. */
  readonly maintenanceResistanceRise: number;
  /** Makes batch ids unique on a ledger that has seen other runs. */
  readonly run: string;
  /** The serial number that a cell's battery gets. */
  readonly serialOf: (cell: string) => string;
  readonly progress: Progress;
  /** Pause between two cycles, ms. */
  readonly pauseMs?: number;
  /** Ends the scenario between two steps. */
  readonly signal?: AbortSignal;
  /** Called when the first chunks are anchored, with one of the batteries. */
  readonly onFirstChunk?: (batteryId: string) => void;
}

/** Whether and when a battery was maintained. */
export interface Maintenance {
  /** Cycle at which the threshold was passed. */
  cycle?: number;
  /** The greatest rise seen. */
  greatestRise?: number;
}

/** One battery on its way through life. */
export interface Life {
  readonly recording: Recording;
  readonly cell: string;
  readonly ratedAmpHours: number;
  readonly gtin: string;
  readonly serial: string;
  readonly batteryId: string;
  readonly label: BatteryLabel;
  /** The NFC tag on the battery. */
  readonly tag: Uint8Array;
  readonly bms: BatteryManagementSystem;
  /** The discharges still to come. */
  readonly cycles: AsyncIterator<RecordedCycle>;
  /** The next one, read ahead; undefined when the recording has ended. */
  next: RecordedCycle | undefined;
  readonly maintenance: Maintenance;
  /** The latest assessed state of health, millionths. */
  soh: number | undefined;
  pastEndOfLife: boolean;
  /** The bad line that stopped this battery. */
  stopped: RecordingError | undefined;
}

/** What the phases of a scenario share. */
export interface Scene extends LifeOptions {
  readonly steps: StepLog;
  readonly startedAt: Date;
}

/** The ids of batteries, as most requests take them. */
export function idsOf(lives: readonly Life[]): string[] {
  return lives.map(({ batteryId }) => batteryId);
}
