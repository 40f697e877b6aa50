// SPDX-License-Identifier: Apache-2.0
import { batteryLabel } from '../../devices/battery-label.js';
import { BatteryManagementSystem } from '../../devices/bms.js';
import { withCheckDigit } from '../../devices/gtin.js';
import { digitalLink, writeTag } from '../../devices/tag.js';
import { RecordingError, type RecordedCycle, type Recording } from '../../recordings/recording.js';
import type { Life, LifeOptions } from './life.js';

/** GS1's prefix for demonstrations is 952; the digits after it say the model. */
export const demonstrationGtin = withCheckDigit('0952400005910');
export const bmsModel = 'WP-BMS-1';

/** A recording whose very first discharge cannot be read: no battery is made of it. */
export interface StillBorn {
  readonly cell: string;
  readonly stopped: RecordingError;
}

/** Opens every recording up to its first discharge and prepares a battery for each that can be read. */
export async function takeRecordings(
  options: LifeOptions,
  startedAt: Date,
): Promise<{ lives: Life[]; stillBorn: StillBorn[] }> {
  const lives: Life[] = [];
  const stillBorn: StillBorn[] = [];
  for (const [index, recording] of options.recordings.entries()) {
    const cycles = recording.cycles()[Symbol.asyncIterator]();
    const next = await readAhead(cycles);
    if (next instanceof RecordingError) {
      stillBorn.push({ cell: recording.cell, stopped: next });
      options.progress.notice(`${recording.cell}: ${next.message}; no battery is made of it`);
    } else {
      lives.push(newLife({ recording, cycles, next }, options, startedAt, index + 1));
    }
  }
  return { lives, stillBorn };
}

/** The next discharge; undefined at the end, the error where a line is bad. */
export async function readAhead(
  cycles: AsyncIterator<RecordedCycle>,
): Promise<RecordedCycle | RecordingError | undefined> {
  try {
    const result = await cycles.next();
    return result.done === true ? undefined : result.value;
  } catch (error) {
    if (error instanceof RecordingError) {
      return error;
    }
    throw error;
  }
}

function newLife(
  read: { recording: Recording; cycles: AsyncIterator<RecordedCycle>; next: RecordedCycle | undefined },
  { serialOf, ratedAmpHours, desks }: LifeOptions,
  startedAt: Date,
  number: number,
): Life {
  const { cell } = read.recording;
  const serial = serialOf(cell);
  const batteryId = `${demonstrationGtin}-${serial}`;
  return {
    ...read,
    cell,
    ratedAmpHours: ratedAmpHours(cell),
    gtin: demonstrationGtin,
    serial,
    batteryId,
    label: batteryLabel(startedAt, number),
    tag: writeTag(digitalLink(desks.producer.url, demonstrationGtin, serial)),
    bms: new BatteryManagementSystem(batteryId, bmsModel),
    maintenance: {},
    soh: undefined,
    pastEndOfLife: false,
    stopped: undefined,
  };
}
