// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { common, peer } from '@hyperledger/fabric-protos';
import {
  newWalletKey,
  ProblemError,
  signSpend,
  type Client,
  type LedgerIdentity,
  type OwnCoin,
  type SignedSpend,
  type WalletKey,
} from '@wattpass/gateway-api/client';
import { openLedgerReader, type LedgerReader } from '@wattpass/launch/internal/chain/ledger-reader.js';
import { readerIdentity } from '@wattpass/launch/internal/chain/reader-identity.js';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../support/ledger/test-ledger.js';

/** How transactions of the chain ended, by the name of their validation code. */
async function outcomes(reader: LedgerReader): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
  for (let number = 0; number < info.getHeight(); number += 1) {
    const block = common.Block.deserializeBinary(await reader.query('GetBlockByNumber', String(number)));
    const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? [];
    for (const code of codes) {
      const name = Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0] ?? String(code);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

describe('payments at once, over REST', () => {
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let reader: LedgerReader;
  let ledger: LedgerIdentity;
  let keys: WalletKey[];

  before(async function () {
    this.timeout(600_000); // a network of real Fabric on a busy machine takes minutes
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    const [connection] = consortium.connections;
    assert.ok(connection);
    reader = openLedgerReader(connection, await readerIdentity(connection, state.identities));
    ({ ledger } = await desk('user').getWalletLedger());
    keys = await Promise.all(Array.from({ length: 100 }, () => newWalletKey()));
  });

  after(async function () {
    this.timeout(60_000);
    reader.close();
    await consortium.stop();
    state.release();
  });

  const desk = (role: 'operator' | 'user' | 'station'): Client => consortium.desks[role].client;
  const conflicts = async (): Promise<number> => {
    const counts = await outcomes(reader);
    return (counts.get('MVCC_READ_CONFLICT') ?? 0) + (counts.get('PHANTOM_READ_CONFLICT') ?? 0);
  };
  /** A coin for each key, at most 64 of which one transaction makes. */
  const issue = async (to: readonly WalletKey[]): Promise<OwnCoin[]> => {
    const made: OwnCoin[] = [];
    for (let from = 0; from < to.length; from += 64) {
      const part = to.slice(from, from + 64);
      const outputs = part.map(({ address }) => ({ owner: address, amount: '1000' }));
      const { coins } = await desk('operator').issueMoney({ body: { outputs } });
      made.push(...coins.flatMap(({ id, amount }, index) => (part[index] ? [{ id, amount, key: part[index] }] : [])));
    }
    return made;
  };
  const payment = async (coin: OwnCoin, to: WalletKey): Promise<SignedSpend> =>
    signSpend({
      ledger,
      fn: 'wallet:transfer',
      coins: [coin],
      outputs: [{ kind: 'coin', owner: to.address, amount: coin.amount }],
    });

  it('names the ledger by its first block, which every member reads from its own peer', async () => {
    for (const role of ['operator', 'user', 'station'] as const) {
      const { ledger: voted, firstBlock } = await desk(role).getWalletLedger();
      assert.equal(voted.network, firstBlock);
    }
  });

  it('commits 100 payments from one wallet at once, without a conflict', async function () {
    this.timeout(120_000);
    const coins = await issue(keys);
    assert.equal(coins.length, 100);
    const spends = await Promise.all(coins.map(async (coin) => payment(coin, await newWalletKey())));
    const before = await conflicts();
    const answers = await Promise.all(spends.map((body) => desk('user').transfer({ body })));
    assert.equal(new Set(answers.map(({ txIds }) => txIds[0])).size, 100);
    assert.equal(await conflicts(), before);
    const gone = await desk('station').getStatement({ owners: keys.map(({ address }) => address).join(',') });
    assert.equal(gone.total, '0');
  });

  it('commits exactly one of many spends of a coin, at several gateways; the others end as COIN_NOT_LIVE', async function () {
    this.timeout(120_000);
    const [coin] = await issue(keys.slice(0, 1));
    assert.ok(coin);
    const spends = await Promise.all(Array.from({ length: 12 }, async () => payment(coin, await newWalletKey())));
    const ends = await Promise.all(
      spends.map((body, index) =>
        desk((['user', 'station', 'operator'] as const)[index % 3] ?? 'user')
          .transfer({ body })
          .then(
            () => 'committed',
            (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
          ),
      ),
    );
    const count = (end: string): number => ends.filter((each) => each === end).length;
    assert.deepEqual([count('committed'), count('COIN_NOT_LIVE')], [1, 11], ends.join(', '));
    const { coins } = await desk('user').getCoins({ coins: `${coin.key.address}.${coin.id}` });
    assert.equal(coins[0]?.status, 'spent');
  });

  it('lets a gateway relay, and not spend: nothing of a payment can be changed', async () => {
    const [coin] = await issue(keys.slice(0, 1));
    assert.ok(coin);
    const spend = await payment(coin, await newWalletKey());
    const thief = await newWalletKey();
    const outputs = [{ kind: 'coin' as const, owner: thief.address, amount: '1000' }];
    const body = { ...spend, payload: { ...spend.payload, outputs } };
    await assert.rejects(desk('operator').transfer({ body }), { code: 'SIGNATURE_INVALID' });
    const { coins } = await desk('user').getCoins({ coins: `${coin.key.address}.${coin.id}` });
    assert.equal(coins[0]?.status, 'live');
  });

  it('keeps the supply: what is on the ledger is what was issued', async () => {
    const { supply, issued, redeemed, coins } = await desk('user').getSupply();
    assert.deepEqual([supply, issued, redeemed, coins.count], ['102000', '102000', '0', 102]);
  });
});
