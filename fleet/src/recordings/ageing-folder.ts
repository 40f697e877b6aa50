// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dischargeFile } from './discharge-file.js';
import type { Recording } from './recording.js';

const SUFFIX = '_discharge.csv';
/** A cell's name is part of the battery's serial number (GS1 AI 21). */
const CELL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,15}$/;

/** A folder that holds no recordings, or a file whose name is no cell's. */
export class AgeingFolderError extends Error {
  readonly code = 'INVALID_FOLDER';
}

/**
 * The recordings in a folder of `<cell>_discharge.csv` files, in the order of the cells' names. Other files, such as
 * those of charges and of reference capacities, are not looked at.
 * @throws AgeingFolderError naming the folder or the file, and the rule.
 */
export function readAgeingFolder(folder: string): Recording[] {
  const files = namesIn(folder).filter((name) => name.endsWith(SUFFIX));
  if (files.length === 0) {
    throw new AgeingFolderError(`${folder}: at least one file <cell>${SUFFIX}`);
  }
  return files.sort().map((name) => {
    const cell = name.slice(0, -SUFFIX.length);
    if (!CELL.test(cell)) {
      throw new AgeingFolderError(`${join(folder, name)}: 1 to 16 letters, digits, . _ - before ${SUFFIX}`);
    }
    return dischargeFile(join(folder, name), cell);
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new AgeingFolderError(`${folder}: a folder that can be read (${(error as Error).message})`);
  }
}
