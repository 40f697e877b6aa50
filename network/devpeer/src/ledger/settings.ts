// SPDX-License-Identifier: Apache-2.0
import { ALL_SETTINGS, settingsKey } from './database-keys.js';
import type { DatabaseReader, DatabaseWrite } from './ledger-database.js';
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

/** What records the settings that hold from the block `height` on. */
export function settingsWrite(height: number, settings: LedgerSettings): DatabaseWrite {
  return { type: 'put', key: settingsKey(height), value: Buffer.from(JSON.stringify(settings)) };
}

/** Whether two settings have the same effects. */
export function sameSettings(a: LedgerSettings, b: LedgerSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The settings by block, as they were recorded. */
export async function recordedSettings(database: DatabaseReader): Promise<(block: number) => LedgerSettings> {
  const recorded: { from: string; settings: LedgerSettings }[] = [];
  for await (const [from, bytes] of database.entries(ALL_SETTINGS, { reverse: true })) {
    recorded.push({ from, settings: JSON.parse(Buffer.from(bytes).toString()) as LedgerSettings });
  }
  return (block) => recorded.find(({ from }) => from <= settingsKey(block))?.settings ?? NO_SETTINGS;
}
