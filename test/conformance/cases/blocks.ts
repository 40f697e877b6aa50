// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { peer } from '@hyperledger/fabric-protos';
import { ledger, type common } from '@hyperledger/fabric-protos';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Actor } from '../wire/actor.js';
import { dataHash, headerHash, lifecycleReadsIn, transactionsOf, validationFlags } from '../wire/block-view.js';
import { deliver, type BlockRequest, type DeliverOutcome } from '../wire/deliver.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** How many blocks came, which, and how the request ended. */
function summary(t: Scene, { responses, status, refused }: DeliverOutcome): object {
  const numbers = responses.map(
    (response) =>
      (response.getBlock() ?? response.getBlockAndPrivateData()?.getBlock())?.getHeader()?.getNumber() ??
      response.getFilteredBlock()?.getNumber() ??
      -1,
  );
  return { blocks: numbers.map(t.nameBlock), ended: status ?? refused ?? 'waiting' };
}

async function ask(
  t: Scene,
  request: Partial<BlockRequest>,
  actor: Actor = t.alpha,
  silenceMs = 1000,
): Promise<object> {
  const whole = { channel: CHANNEL, kind: 'deliver', start: 'newest', stop: 'newest', ...request } as const;
  return summary(t, await deliver(actor, whole, { silenceMs }));
}

/** Ends with a new block, whose number it gives. */
async function newBlock(t: Scene): Promise<number> {
  return (await t.given(t.alpha, [['put', t.key('x'), String(Math.random())]])).block;
}

function privateDataIn(response: peer.DeliverResponse | undefined): object[] {
  const map = response?.getBlockAndPrivateData()?.getPrivateDataMapMap();
  const views: object[] = [];
  map?.forEach((set: InstanceType<typeof ledger.rwset.TxPvtReadWriteSet>, index: number) => {
    for (const namespace of set.getNsPvtRwsetList()) {
      for (const collection of namespace.getCollectionPvtRwsetList()) {
        const rwset = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(collection.getRwset_asU8());
        const writes = rwset.getWritesList().map((one) => [one.getKey(), Buffer.from(one.getValue_asU8()).toString()]);
        views.push({
          index,
          namespace: namespace.getNamespace(),
          collection: collection.getCollectionName(),
          writes,
        });
      }
    }
  });
  return views;
}

async function privateBlock(t: Scene, actor: Actor, block: number): Promise<object> {
  const request = { channel: CHANNEL, kind: 'deliverWithPrivateData', start: block, stop: block } as const;
  const outcome = await deliver(actor, request);
  return { ...summary(t, outcome), privateData: privateDataIn(outcome.responses[0]) };
}

const FORGERIES = {
  'a bad signature': { signature: 'of another' },
  'a signature with high S': { signature: 'high-s' },
  'no signature': { signature: 'none' },
  'a timestamp 16 minutes ago': { timestamp: new Date(Date.now() - 16 * 60_000) },
  'a creator that is no identity': { creator: Buffer.from('nobody') },
  'another header type': { headerType: 3 },
} as const;

/** Blocks as peers deliver them. */
export const blockCases = casesOf('blocks', {
  'a block names its predecessor and its data by hash': async (t) => {
    const number = await newBlock(t);
    const block = await t.block(number);
    const before = await t.block(number - 1);
    assert.equal(
      hex(block.getHeader()?.getPreviousHash_asU8() ?? new Uint8Array(0)),
      headerHash(before.getHeader() as common.BlockHeader),
    );
    assert.equal(hex(block.getHeader()?.getDataHash_asU8() ?? new Uint8Array(0)), dataHash(block));
    return { chained: true };
  },
  'the first block is a configuration and names no predecessor': async (t) => {
    const block = await t.block(0);
    return {
      previousHashBytes: block.getHeader()?.getPreviousHash_asU8().length,
      transactions: transactionsOf(block, t.nameBlock).map(({ type, code, channel }) => ({ type, code, channel })),
      dataHashFits: hex(block.getHeader()?.getDataHash_asU8() ?? new Uint8Array(0)) === dataHash(block),
    };
  },
  'the metadata of a block': async (t) => {
    const block = await t.block(await newBlock(t));
    const entries = block.getMetadata()?.getMetadataList_asU8() ?? [];
    return {
      entries: entries.length,
      flags: [...validationFlags(block)],
      hasCommitHash: (entries[4]?.length ?? 0) > 0,
    };
  },
  'every peer has the same block': async (t) => {
    const number = await newBlock(t);
    const request = { channel: CHANNEL, kind: 'deliver', start: number, stop: number } as const;
    const hashes = await Promise.all(
      [t.alpha, t.beta, t.gamma].map(async (actor) => {
        const block = (await deliver(actor, request)).responses[0]?.getBlock();
        return headerHash(block?.getHeader() as common.BlockHeader);
      }),
    );
    assert.equal(new Set(hashes).size, 1);
    return { same: true };
  },
  'a transaction in a block, whole': async (t) =>
    t.transaction(
      await t.given(t.alpha, [
        ['get', t.key('x')],
        ['put', t.key('x'), '1'],
        ['del', t.key('y')],
      ]),
    ),
  'a transaction reads the definition it was endorsed under': async (t) => {
    const { block } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return lifecycleReadsIn(await t.block(block), t.nameBlock);
  },
  'a private write reads the collections it was endorsed under': async (t) => {
    const { block } = await t.given(t.alpha, [['privatePut', 'alphaBeta', t.key('p')]], { transient: { value: 'v' } });
    return lifecycleReadsIn(await t.block(block), t.nameBlock);
  },
  'a read of what was written before names its version': async (t) => {
    await t.given(t.alpha, [['put', t.key('x'), '1']]);
    return t.transaction(
      await t.given(t.alpha, [
        ['get', t.key('x')],
        ['put', t.key('x'), '2'],
      ]),
    );
  },
  'a key that is read twice is recorded once': async (t) =>
    t.transaction(
      await t.given(t.alpha, [
        ['get', t.key('x')],
        ['get', t.key('x')],
        ['put', t.key('x'), '2'],
      ]),
    ),
  'reads and writes are in the order of keys': async (t) =>
    t.transaction(
      await t.given(
        t.alpha,
        ['c', 'a', 'b'].flatMap(
          (name) =>
            [
              ['get', t.key(name)],
              ['put', t.key(name), '1'],
            ] as const,
        ),
      ),
    ),
  'a key policy is in the metadata writes': async (t) =>
    t.transaction(
      await t.given(t.alpha, [
        ['put', t.key('x'), '1'],
        ['setPolicy', t.key('x'), 'AlphaMSP'],
      ]),
    ),
  'a filtered block': async (t) => {
    const number = await newBlock(t);
    const request = { channel: CHANNEL, kind: 'deliverFiltered', start: number, stop: number } as const;
    const filtered = (await deliver(t.alpha, request)).responses[0]?.getFilteredBlock();
    return filtered?.getFilteredTransactionsList().map((one) => ({
      channel: filtered.getChannelId(),
      txId: one.getTxid(),
      type: one.getType(),
      code: one.getTxValidationCode(),
      actions: one.getTransactionActions()?.getChaincodeActionsList().length,
    }));
  },
  'a filtered first block': async (t) => {
    const request = { channel: CHANNEL, kind: 'deliverFiltered', start: 0, stop: 0 } as const;
    const filtered = (await deliver(t.alpha, request)).responses[0]?.getFilteredBlock();
    return filtered?.getFilteredTransactionsList().map((one) => ({
      txIdLength: one.getTxid().length,
      type: one.getType(),
      code: one.getTxValidationCode(),
      data: one.getDataCase(),
    }));
  },
  'private data come to members': async (t) => {
    const { block } = await t.given(t.alpha, [['privatePut', 'alphaBeta', t.key('p')]], { transient: { value: 'v' } });
    return {
      alpha: await privateBlock(t, t.alpha, block),
      beta: await privateBlock(t, t.beta, block),
      gammaAtGamma: await privateBlock(t, t.gamma, block),
      gammaAtAlpha: await privateBlock(t, t.as(t.gamma.identity), block),
    };
  },
  'a block without private data comes with none': async (t) => privateBlock(t, t.alpha, await newBlock(t)),
  'the newest block': async (t) => {
    await newBlock(t);
    return ask(t, {});
  },
  'from a block to itself': async (t) => {
    const number = await newBlock(t);
    return ask(t, { start: number, stop: number });
  },
  'from a block to the next, which does not exist yet': async (t) => {
    const number = await newBlock(t);
    return ask(t, { start: number, stop: number + 1 });
  },
  'the next block is waited for and comes': async (t) => {
    const number = await newBlock(t);
    const request = { channel: CHANNEL, kind: 'deliver', start: number + 1, stop: number + 1 } as const;
    const waiting = deliver(t.alpha, request);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await newBlock(t);
    return summary(t, await waiting);
  },
  'the next block is refused if there is to be no waiting': async (t) =>
    ask(t, { start: (await newBlock(t)) + 1, stop: 1e9, failIfNotReady: true }),
  'a start far ahead': async (t) => ask(t, { start: (await newBlock(t)) + 100, stop: 1e9 }),
  'a stop before the start': async (t) => {
    const number = await newBlock(t);
    return ask(t, { start: number, stop: number - 1 });
  },
  'from the oldest to the oldest': (t) => ask(t, { start: 'oldest', stop: 'oldest' }),
  'from the next on': async (t) => {
    const request = { channel: CHANNEL, kind: 'deliver', start: 'next', stop: 'next' } as const;
    const waiting = deliver(t.alpha, request, { silenceMs: 3000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await newBlock(t);
    return summary(t, await waiting);
  },
  'no start': (t) => ask(t, { start: 'unset' }),
  'no stop': (t) => ask(t, { stop: 'unset' }),
  'an unknown channel': (t) => ask(t, { channel: 'elsewhere' }),
  'no channel': (t) => ask(t, { channel: '' }),
  strangers: async (t) => ask(t, {}, t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' }))),
  'an expired certificate': async (t) => ask(t, {}, t.as(await t.stage.registries.alpha.certifyExpired())),
  'a peer reads blocks': (t) => ask(t, {}, t.as(t.stage.peers.beta)),
  ...Object.fromEntries(
    Object.entries(FORGERIES).map(([what, forgery]) => [what, (t: Scene) => ask(t, { forgery })] as const),
  ),
  'filtered blocks are given to the same people': async (t) =>
    ask(t, { kind: 'deliverFiltered' }, t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' }))),
  'blocks with private data are given to the same people': async (t) =>
    ask(t, { kind: 'deliverWithPrivateData' }, t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' }))),
});
