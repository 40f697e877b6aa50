// SPDX-License-Identifier: Apache-2.0
import { ALL_SETTINGS, settingsKey } from './database-keys.js';
import type { DatabaseReader, LedgerDatabase } from './ledger-database.js';
import type { Lifetimes } from './private-updates.js';

/** What decides about the effects of a block besides its transactions; kept so that the state can be built anew. */
export interface LedgerSettings {
  /** The organisations that keep private data here. */
  readonly mspIds: readonly string[];
  /** Collections that keep values for a limited number of blocks: namespace, collection, blocks. */
  readonly lifetimes: readonly (readonly [string, string, number])[];
}

const NO_SETTINGS: LedgerSettings = { mspIds: [], lifetimes: [] };

/** The lifetimes as a function. */
export function lifetimesOf({ lifetimes }: LedgerSettings): Lifetimes {
  return (namespace, collection) => lifetimes.find(([ns, name]) => ns === namespace && name === collection)?.[2];
}

/** Records the settings that hold from the block `height` on, if they are not those that held before. */
export async function recordSettings(
  database: LedgerDatabase,
  height: number,
  settings: LedgerSettings,
): Promise<void> {
  const value = Buffer.from(JSON.stringify(settings));
  let last: Uint8Array | undefined;
  for await (const [, bytes] of database.entries(ALL_SETTINGS, { reverse: true, limit: 1 })) last = bytes;
  if (last !== undefined && Buffer.compare(last, value) === 0) return;
  await database.write([{ type: 'put', key: settingsKey(height), value }], { sync: true });
}

/** The settings by block, as they were recorded. */
export async function recordedSettings(database: DatabaseReader): Promise<(block: number) => LedgerSettings> {
  const recorded: { from: string; settings: LedgerSettings }[] = [];
  for await (const [from, bytes] of database.entries(ALL_SETTINGS, { reverse: true })) {
    recorded.push({ from, settings: JSON.parse(Buffer.from(bytes).toString()) as LedgerSettings });
  }
  return (block) => recorded.find(({ from }) => from <= settingsKey(block))?.settings ?? NO_SETTINGS;
}
