// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { blockKey, DERIVED_RANGES, stateKey } from '@wattpass/devpeer/internal/ledger/database-keys';
import type { BlockTransaction } from '@wattpass/devpeer/internal/ledger/block';
import { Ledger } from '@wattpass/devpeer/internal/ledger/ledger';
import { openLedgerDatabase, type LedgerDatabase } from '@wattpass/devpeer/internal/ledger/ledger-database';
import { LedgerError } from '@wattpass/devpeer/internal/ledger/ledger-error';
import { RwsetBuilder, type SimulationRwset } from '@wattpass/devpeer/internal/ledger/rwset-builder';
import { verifyLedger } from '@wattpass/devpeer/internal/ledger/verify';
import { endorserEnvelope } from '../../../support/devpeer/endorser-envelope.js';
import { temporaryDirectory } from '../../../support/devpeer/temporary-directory.js';

const VALID = 0;
const SETTINGS = { mspIds: ['A', 'B'], lifetimes: [['cc', 'short', 1]] as const };
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('Ledger', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let database: LedgerDatabase;
  let ledger: Ledger;
  let lastTxId: number;

  const open = async (): Promise<void> => {
    database = await openLedgerDatabase(join(directory.path, 'ledger'));
    ledger = await Ledger.open({ database, signBlock: () => new Uint8Array(0) });
    ledger.useSettings(SETTINGS);
  };

  beforeEach(async () => {
    directory = await temporaryDirectory('ledger');
    lastTxId = 0;
    await open();
    await commit(() => undefined);
  });

  afterEach(async () => {
    await ledger.close();
    await directory.remove();
  });

  async function commit(simulate: (builder: RwsetBuilder) => void, members: readonly string[] = []): Promise<string> {
    const builder = new RwsetBuilder();
    simulate(builder);
    const simulated: SimulationRwset = builder.build();
    lastTxId += 1;
    const txId = `tx${lastTxId}`;
    for (const mspId of members) await ledger.storeTransient(txId, mspId, simulated.privateWrites);
    const transaction: BlockTransaction = {
      txId,
      type: common.HeaderType.ENDORSER_TRANSACTION,
      code: VALID,
      timestamp: undefined,
      rwset: simulated.namespaces,
      event: new Uint8Array(0),
    };
    await ledger.commit({ envelopes: [endorserEnvelope(txId, simulated.encoded)], transactions: [transaction] });
    return txId;
  }

  async function verify(): Promise<readonly string[]> {
    await ledger.close();
    const { problems } = await verifyLedger(join(directory.path, 'ledger'));
    await open();
    return problems;
  }

  it('finds a transaction by its id and a block by its hash', async () => {
    const txId = await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('v'));
    });
    assert.deepEqual(ledger.transaction(txId), { block: 1, index: 0, code: VALID });
    assert.equal(ledger.transaction('other'), undefined);
    assert.equal(ledger.blockNumberByHash(ledger.currentHash), 1);
  });

  it('keeps a snapshot as it was while blocks are committed', async () => {
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('1'));
    });
    const snapshot = ledger.snapshot();
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('2'));
    });
    assert.equal(Buffer.from(snapshot.get('cc', 'k')!.value).toString(), '1');
    assert.equal(Buffer.from(ledger.current.get('cc', 'k')!.value).toString(), '2');
    await snapshot.release();
  });

  it('takes private data only if they match the hash in the block', async () => {
    await commit(
      (builder) => {
        builder.addPrivateWrite('cc', 'c', 'k', bytes('secret'));
      },
      ['A'],
    );
    assert.equal(Buffer.from(ledger.current.getPrivate('A', 'cc', 'c', 'k')!.value).toString(), 'secret');
    assert.equal(ledger.current.getPrivate('B', 'cc', 'c', 'k'), undefined);

    const forged = new RwsetBuilder();
    forged.addPrivateWrite('cc', 'c', 'other', bytes('forged'));
    await ledger.storeTransient(`tx${lastTxId + 1}`, 'A', forged.build().privateWrites);
    await commit((builder) => {
      builder.addPrivateWrite('cc', 'c', 'other', bytes('true'));
    });
    assert.equal(ledger.current.getPrivate('A', 'cc', 'c', 'other'), undefined);
  });

  it('verifies after public and private writes, deletes, purges and expiries', async () => {
    const both = ['A', 'B'];
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('1'));
      builder.addWrite('cc', 'l', bytes('1'));
    });
    await commit((builder) => {
      builder.addPrivateWrite('cc', 'c', 'kept', bytes('1'));
      builder.addPrivateWrite('cc', 'c', 'purged', bytes('1'));
      builder.addPrivateWrite('cc', 'short', 'expires', bytes('1'));
    }, both);
    await commit((builder) => {
      builder.addPurge('cc', 'c', 'purged');
      builder.addWrite('cc', 'l', new Uint8Array(0));
    }, both);
    await commit((builder) => {
      builder.addPrivateWrite('cc', 'short', 'stays', bytes('1'));
    }, both);
    assert.equal(ledger.current.getPrivate('A', 'cc', 'c', 'purged'), undefined);
    assert.equal(ledger.current.getPrivate('A', 'cc', 'short', 'expires'), undefined);
    assert.notEqual(ledger.current.getPrivate('A', 'cc', 'c', 'kept'), undefined);
    assert.deepEqual(await verify(), []);
  });

  it('does not verify once a value of the state was changed by hand', async () => {
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('1'));
    });
    const key = stateKey('cc', 'k');
    const value = Buffer.from(database.get(key)!);
    value[value.length - 1] = 0x39;
    await database.write([{ type: 'put', key, value }], { sync: false });
    assert.deepEqual(await verify(), [`${JSON.stringify(key)} is not what the blocks make it`]);
  });

  it('does not verify once a block was changed by hand', async () => {
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('needle'));
    });
    await commit((builder) => {
      builder.addWrite('cc', 'l', bytes('1'));
    });
    const block = Buffer.from(database.get(blockKey(1))!);
    block.write('noodle', block.indexOf('needle'));
    await database.write([{ type: 'put', key: blockKey(1), value: block }], { sync: false });
    const problems = await verify();
    assert.ok(problems.includes('the transactions of block 1 do not match its data hash'));
    assert.ok(problems.includes('the effects of block 1 do not match its commit hash'));
  });

  it('builds its state anew when that was lost', async () => {
    await commit((builder) => {
      builder.addWrite('cc', 'k', bytes('1'));
    });
    await commit(
      (builder) => {
        builder.addPrivateWrite('cc', 'c', 'k', bytes('secret'));
      },
      ['A'],
    );
    for (const range of DERIVED_RANGES) await database.clear(range);
    await database.write([{ type: 'del', key: '!savepoint' }], { sync: true });
    await ledger.close();
    await open();
    assert.equal(Buffer.from(ledger.current.get('cc', 'k')!.value).toString(), '1');
    assert.equal(Buffer.from(ledger.current.getPrivate('A', 'cc', 'c', 'k')!.value).toString(), 'secret');
    assert.deepEqual(await verify(), []);
  });

  it('is open in one process at a time', async () => {
    await assert.rejects(openLedgerDatabase(join(directory.path, 'ledger')), (error: unknown) => {
      assert.ok(error instanceof LedgerError);
      assert.equal(error.code, 'LEDGER_LOCKED');
      return true;
    });
  });
});
