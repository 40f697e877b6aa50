// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '@wattpass/chaincode/domain';
import type { RoundPlace } from '../access/round-records.js';

const Checkpoint = z.strictObject({ received: z.array(z.string()) });

/**
 * All that a coordinator has to remember of a round: whose updates it had when it closed the revealing. The ledger and the
 * gateways have the rest. Without it, a straggler who comes while the coordinator is dead would change the result.
 */
export type Checkpoint = z.infer<typeof Checkpoint>;

/** Where checkpoints are kept. */
export interface Checkpoints {
  load(place: RoundPlace): Promise<Checkpoint | undefined>;
  save(place: RoundPlace, checkpoint: Checkpoint): Promise<void>;
}

/** Checkpoints as files of one directory, each there whole and on the disk, or not at all. */
export function fileCheckpoints(directory: string): Checkpoints {
  const fileOf = ({ taskId, round }: RoundPlace): string => join(directory, `${taskId}-${round}.json`);
  return {
    load: async (place) => {
      try {
        return Checkpoint.parse(JSON.parse(await readFile(fileOf(place), 'utf8')));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return undefined;
        }
        throw error;
      }
    },
    save: async (place, checkpoint) => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeDurably(fileOf(place), JSON.stringify(checkpoint));
      await syncDirectory(directory);
    },
  };
}

/** Checkpoints that end with the process. */
export function memoryCheckpoints(): Checkpoints {
  const kept = new Map<string, Checkpoint>();
  const nameOf = ({ taskId, round }: RoundPlace): string => `${taskId}-${round}`;
  return {
    load: (place) => Promise.resolve(kept.get(nameOf(place))),
    save: (place, checkpoint) => {
      kept.set(nameOf(place), checkpoint);
      return Promise.resolve();
    },
  };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** A rename is durable only once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
