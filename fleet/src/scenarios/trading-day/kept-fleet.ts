// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeptLeag, LeagDesk } from './leag-desk.js';
import type { KeptVehicle } from './trading-vehicle.js';

/** A fleet as it is kept over a restart: everybody's keys and where everybody stands. */
export interface KeptFleet {
  readonly format: 1;
  readonly run: string;
  /** First day of the run in the price series, and the day that was begun last, counted from 0; -1 before the first. */
  readonly from: string;
  readonly day: number;
  readonly leags: readonly KeptLeag[];
  readonly vehicles: readonly KeptVehicle[];
}

/** Reads a kept fleet; undefined where there is none. @throws Error for a file of another format */
export function readKeptFleet(file: string): KeptFleet | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeptFleet>;
  if (kept.format !== 1) {
    throw new Error(`${file}: no fleet of format 1; move it away to begin with a new one`);
  }
  return kept as KeptFleet;
}

/** Keeps a fleet, in place of what was kept before; nobody but the owner of the file can read it. */
export function writeKeptFleet(
  file: string,
  facts: Pick<KeptFleet, 'run' | 'from' | 'day'>,
  desks: readonly LeagDesk[],
): void {
  const kept: KeptFleet = {
    format: 1,
    ...facts,
    leags: desks.map((desk) => desk.keep()),
    vehicles: desks.flatMap(({ vehicles }) => vehicles.map((vehicle) => vehicle.keep())),
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
