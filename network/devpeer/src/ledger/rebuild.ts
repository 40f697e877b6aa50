// SPDX-License-Identifier: Apache-2.0
import { blockEffects, type BlockEffects } from './block-effects.js';
import { decodeBlock, transactionsOf, type DecodedBlock } from './block.js';
import { blocksFrom, DERIVED_RANGES, privateWritesKey, SAVEPOINT_KEY } from './database-keys.js';
import type { DatabaseReader, DatabaseWrite, LedgerDatabase } from './ledger-database.js';
import { decodePrivateRwset } from './rwset-codec.js';
import { lifetimesOf, recordedSettings } from './settings.js';
import { createStateView } from './state-view.js';

/** How many blocks' effects are in the state of a database. */
export function savepointOf(database: DatabaseReader): number {
  const bytes = database.get(SAVEPOINT_KEY);
  return bytes === undefined ? 0 : Number(Buffer.from(bytes).toString());
}

/** A block with what it does, as it is applied again. */
export interface ReplayedBlock {
  readonly block: DecodedBlock;
  readonly effects: BlockEffects;
}

/**
 * Applies all blocks of `source` to the state in `target`, as their recorded outcomes have it, with the private
 * writes that came with them.
 */
export async function* replayBlocks(
  source: DatabaseReader,
  target: DatabaseReader & { write(writes: readonly DatabaseWrite[], options: { sync: boolean }): Promise<void> },
): AsyncIterableIterator<ReplayedBlock> {
  const settings = await recordedSettings(source);
  for await (const [, bytes] of source.entries(blocksFrom(0))) {
    const block = decodeBlock(bytes);
    const { number } = block.header;
    const context = {
      database: target,
      state: createStateView(target),
      mspIds: settings(number).mspIds,
      lifetimes: lifetimesOf(settings(number)),
      privateWrites: (mspId: string, _block: number, tx: number) => {
        const stored = source.get(privateWritesKey(mspId, number, tx));
        return Promise.resolve(stored === undefined ? [] : decodePrivateRwset(stored));
      },
    };
    const effects = await blockEffects(context, number, transactionsOf(block), false);
    await target.write(effects.writes, { sync: false });
    yield { block, effects };
  }
}

/** Builds the state of a database anew from its own blocks. */
export async function restoreState(database: LedgerDatabase): Promise<void> {
  for (const range of DERIVED_RANGES) await database.clear(range);
  let height = 0;
  for await (const { block } of replayBlocks(database, database)) height = block.header.number + 1;
  await database.write([{ type: 'put', key: SAVEPOINT_KEY, value: Buffer.from(String(height)) }], { sync: true });
}
