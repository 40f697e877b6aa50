// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { LedgerReader } from '../chain/ledger-reader.js';
import { readFlags } from '../command-line/flags.js';
import { pathsOf } from '../state-directory.js';
import { verifyChain } from '../verify/chain-hashes.js';
import { withReader } from '../verify/running-state.js';
import { NetworkStateError, stateFlag, stateOf } from './network-state.js';
import { table } from './table.js';

/** Peers may be a block apart while transactions arrive; how often they are asked again before that counts. */
const ATTEMPTS = 5;

interface Account {
  readonly organisation: string;
  readonly blocks: number;
  readonly lastHash: string;
  readonly problems: readonly string[];
}

/** Recomputes the chain at every peer and compares them; 0 only if all hold, and are the same. */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const root = stateOf(readFlags(stateFlag, args).state);
  const organisations = organisationsIn(root);
  let accounts = await accountsOf(root, organisations);
  for (let left = ATTEMPTS - 1; left > 0 && !agree(accounts); left -= 1) {
    accounts = await accountsOf(root, organisations);
  }
  const rows = accounts.map(({ organisation, blocks, lastHash, problems }) => [
    organisation,
    `${blocks} blocks`,
    lastHash.slice(0, 16),
    problems.length === 0 ? 'the chain holds' : problems.join('; '),
  ]);
  console.log(table([['peer of', 'height', 'last hash', ''], ...rows]));
  const holds = agree(accounts) && accounts.every(({ problems }) => problems.length === 0);
  console.log(holds ? 'all peers agree' : 'NOT VERIFIED: the peers differ, or a chain does not hold');
  return holds ? 0 : 1;
}

function organisationsIn(root: string): string[] {
  const dir = dirname(pathsOf(root).connection('any'));
  const files = existsSync(dir) ? readdirSync(dir).filter((file) => file.endsWith('.json')) : [];
  if (files.length === 0) {
    throw new NetworkStateError(`${dir} has no connections: bring a network up first, or give another --state`);
  }
  return files.map((file) => basename(file, '.json'));
}

async function accountsOf(root: string, organisations: readonly string[]): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const organisation of organisations) {
    const account = await withReader(root, organisation, async (reader) => ({
      ...(await verifyChain(reader)),
      lastHash: await lastHash(reader),
    }));
    accounts.push({ organisation, ...account });
  }
  return accounts;
}

async function lastHash(reader: LedgerReader): Promise<string> {
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  return Buffer.from(info.getCurrentblockhash_asU8()).toString('hex');
}

function agree(accounts: readonly Account[]): boolean {
  return new Set(accounts.map(({ blocks, lastHash: hash }) => `${blocks} ${hash}`)).size === 1;
}
