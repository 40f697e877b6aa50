// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Json } from './normalize.js';

/** Sources, not compiled output: the files are read and written where they are kept. */
const DIRECTORY = join(import.meta.dirname, '..', '..', 'conformance', 'golden');

/** What real Fabric did in the cases of one area. */
export interface Golden {
  /** Version of the Fabric it was recorded from. */
  readonly fabric: string;
  /** Hash of the first block of the channel it was recorded on. */
  readonly genesisHash: string;
  /** Observations by the titles of the cases. */
  readonly cases: Readonly<Record<string, Json>>;
}

function fileOf(area: string): string {
  return join(DIRECTORY, `${area}.json`);
}

/** The golden of an area; undefined while none has been recorded. */
export function readGolden(area: string): Golden | undefined {
  const file = fileOf(area);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Golden) : undefined;
}

/** Writes an area's golden. */
export async function writeGolden(area: string, golden: Golden): Promise<void> {
  await writeFile(fileOf(area), await format(JSON.stringify(golden), { parser: 'json', printWidth: 120 }));
}
