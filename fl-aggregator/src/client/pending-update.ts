// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoundPlace } from '../access/round-records.js';
import type { OwnUpdate } from './own-update.js';

/** Updates that are committed to: their bytes stay at home until the round takes no more commitments. */
export interface PendingUpdates {
  load(place: RoundPlace): Promise<OwnUpdate | undefined>;
  save(place: RoundPlace, update: OwnUpdate): Promise<void>;
  drop(place: RoundPlace): Promise<void>;
}

/** The update of the latest round of each task, in memory. */
export function memoryPending(): PendingUpdates {
  const kept = new Map<string, { readonly round: number; readonly update: OwnUpdate }>();
  return {
    load: ({ taskId, round }) => {
      const found = kept.get(taskId);
      return Promise.resolve(found?.round === round ? found.update : undefined);
    },
    save: ({ taskId, round }, update) => {
      kept.set(taskId, { round, update });
      return Promise.resolve();
    },
    drop: ({ taskId }) => {
      kept.delete(taskId);
      return Promise.resolve();
    },
  };
}

/** The updates as files of a directory, for a client that may be restarted in the middle of a round. */
export function filePending(directory: string): PendingUpdates {
  const fileOf = ({ taskId, round }: RoundPlace): string => join(directory, `${taskId}-${round}.update`);
  return {
    load: async (place) => {
      try {
        const file = new Uint8Array(await readFile(fileOf(place)));
        return { examplesBucket: file[0] ?? 0, bytes: file.slice(1) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return undefined;
        }
        throw error;
      }
    },
    save: async (place, { examplesBucket, bytes }) => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(place), Buffer.concat([Uint8Array.of(examplesBucket), bytes]), { mode: 0o600 });
    },
    drop: async (place) => {
      await rm(fileOf(place), { force: true });
    },
  };
}
