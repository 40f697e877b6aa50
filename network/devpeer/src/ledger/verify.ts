// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockHeaderHash } from './block-hash.js';
import { isDataIntact, transactionsOf, type DecodedBlock } from './block.js';
import { commitHash } from './commit-hash.js';
import { DERIVED_RANGES, transactionKey, type KeyRange } from './database-keys.js';
import { openLedgerDatabase, type DatabaseReader } from './ledger-database.js';
import { replayBlocks, savepointOf, type ReplayedBlock } from './rebuild.js';

/** What a check of a ledger found. */
export interface VerificationReport {
  readonly blocks: number;
  readonly transactions: number;
  readonly stateEntries: number;
  /** What is wrong, in words; empty for a ledger that is as it should be. */
  readonly problems: readonly string[];
}

/**
 * Checks a ledger: the chain of block and commit hashes, the index of transactions, and the state against one that is
 * built anew from the blocks.
 *
 * @throws LedgerError when the ledger is in use or cannot be read.
 */
export async function verifyLedger(directory: string): Promise<VerificationReport> {
  const database = await openLedgerDatabase(directory);
  const scratch = await mkdtemp(join(tmpdir(), 'devpeer-verify-'));
  const rebuilt = await openLedgerDatabase(scratch);
  try {
    const chain = new ChainCheck(database);
    for await (const replayed of replayBlocks(database, rebuilt)) chain.check(replayed);
    const problems = chain.finish();
    const { entries, differences } = await compareStates(database, rebuilt);
    return {
      blocks: chain.blocks,
      transactions: chain.transactions,
      stateEntries: entries,
      problems: [...problems, ...differences],
    };
  } finally {
    await rebuilt.close();
    await database.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

class ChainCheck {
  blocks = 0;
  transactions = 0;
  private previousHash: Uint8Array = new Uint8Array(0);
  private previousCommitHash: Uint8Array = new Uint8Array(0);
  private readonly problems: string[] = [];

  constructor(private readonly database: DatabaseReader) {}

  check({ block, effects }: ReplayedBlock): void {
    const { number } = block.header;
    this.expect(number === this.blocks, `block ${this.blocks} is missing`);
    this.expect(
      same(block.header.previousHash, this.previousHash),
      `block ${number} does not follow the one before it`,
    );
    this.expect(isDataIntact(block), `the transactions of block ${number} do not match its data hash`);
    this.expect(block.flags.length === block.envelopes.length, `block ${number} lacks outcomes of transactions`);
    if (number > 0) {
      const expected = commitHash(block.flags, effects.updates, this.previousCommitHash);
      this.expect(same(block.commitHash, expected), `the effects of block ${number} do not match its commit hash`);
    }
    this.checkIndex(block);
    this.blocks = number + 1;
    this.transactions += block.envelopes.length;
    this.previousHash = blockHeaderHash(block.header);
    this.previousCommitHash = block.commitHash;
  }

  finish(): readonly string[] {
    const savepoint = savepointOf(this.database);
    this.expect(savepoint === this.blocks, `the state is of ${savepoint} blocks, the chain has ${this.blocks}`);
    return this.problems;
  }

  private checkIndex(block: DecodedBlock): void {
    for (const { txId } of transactionsOf(block)) {
      const indexed = txId === '' || this.database.get(transactionKey(txId)) !== undefined;
      this.expect(indexed, `transaction ${txId} of block ${block.header.number} is not indexed`);
    }
  }

  private expect(condition: boolean, problem: string): void {
    if (!condition) this.problems.push(problem);
  }
}

/** Expiries are left out: those of values that have been purged stay until their time. */
const COMPARED_RANGES = DERIVED_RANGES.filter(({ gte }) => gte !== 'e');

async function compareStates(
  stored: DatabaseReader,
  rebuilt: DatabaseReader,
): Promise<{ entries: number; differences: string[] }> {
  const differences: string[] = [];
  let entries = 0;
  for (const range of COMPARED_RANGES) {
    entries += await compareRange(stored, rebuilt, range, differences);
  }
  return { entries, differences };
}

async function compareRange(
  stored: DatabaseReader,
  rebuilt: DatabaseReader,
  range: KeyRange,
  differences: string[],
): Promise<number> {
  let entries = 0;
  for await (const [key, value] of stored.entries(range)) {
    entries += 1;
    const expected = rebuilt.get(key);
    if (expected === undefined) differences.push(`${JSON.stringify(key)} is in the state but follows from no block`);
    else if (!same(value, expected)) differences.push(`${JSON.stringify(key)} is not what the blocks make it`);
  }
  for await (const [key] of rebuilt.entries(range)) {
    if (stored.get(key) === undefined) differences.push(`${JSON.stringify(key)} is missing in the state`);
  }
  return entries;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
