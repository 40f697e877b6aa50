// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { EnvelopeStore, StoredEnvelope } from '@wattpass/gateway-api/internal/fabric/envelope-store.js';
import { FabricLedgerClient } from '@wattpass/gateway-api/internal/fabric/fabric-ledger-client.js';
import type { GatewayPool } from '@wattpass/gateway-api/internal/fabric/gateway-pool.js';
import type { SigningIdentity, Submission } from '@wattpass/gateway-api/internal/fabric/ledger-client.js';

const signer: SigningIdentity = { accountId: 'ada', mspId: 'OperatorMSP', certificate: '', privateKey: '' };
const call: Submission = { signer, transaction: 'battery:register', input: '{}' };
const VALID = 0;
const MVCC = 11;

class MemoryEnvelopes implements EnvelopeStore {
  readonly kept = new Map<string, StoredEnvelope>();
  save(envelope: StoredEnvelope): Promise<void> {
    this.kept.set(envelope.txId, envelope);
    return Promise.resolve();
  }
  settle(txId: string): Promise<void> {
    this.kept.delete(txId);
    return Promise.resolve();
  }
  has(txId: string): Promise<boolean> {
    return Promise.resolve(this.kept.has(txId));
  }
  pending(): Promise<StoredEnvelope[]> {
    return Promise.resolve([...this.kept.values()]);
  }
}

/** A peer and an orderer as the client library shows them; tests script what each call does. */
class FakeFabric {
  /** Bytes in the order in which the orderer got them. */
  readonly ordered: string[] = [];
  readonly proposals: { name: string; options: Record<string, unknown> }[] = [];
  /** What becomes of each proposal, in turn: a validation code. */
  codes: number[] = [];
  onSubmit: () => void = () => undefined;
  onStatus: () => void = () => undefined;
  onEndorse: () => void = () => undefined;
  #count = 0;
  readonly #codeOf = new Map<string, number>();

  pool(): GatewayPool {
    const gateway = {
      getNetwork: () => ({
        getContract: () => ({
          newProposal: (name: string, options: Record<string, unknown>) => ({
            endorse: () => {
              this.proposals.push({ name, options });
              this.onEndorse();
              this.#count += 1;
              const txId = `tx-${this.#count}`;
              this.#codeOf.set(txId, this.codes.shift() ?? VALID);
              return Promise.resolve({ getBytes: () => Buffer.from(txId), getDigest: () => Buffer.from(txId) });
            },
          }),
          evaluate: (name: string, options: Record<string, unknown>) => {
            this.proposals.push({ name, options });
            return Promise.resolve(Buffer.from('{"read":true}'));
          },
        }),
      }),
      newSignedTransaction: (bytes: Uint8Array, signature: Uint8Array) =>
        this.#transaction(`${Buffer.from(bytes).toString()}/${Buffer.from(signature).toString()}`),
      newTransaction: (bytes: Uint8Array) => this.#transaction(Buffer.from(bytes).toString()),
    };
    const sign = (): Uint8Array => Buffer.from(`signature-${this.#count}`);
    return { get: () => ({ gateway, sign }), close: () => undefined } as unknown as GatewayPool;
  }

  #transaction(bytes: string): object {
    const txId = bytes.split('/')[0] ?? '';
    return {
      getTransactionId: () => txId,
      getBytes: () => Buffer.from(bytes),
      getResult: () => Buffer.from('{"ok":true}'),
      submit: async () => {
        this.ordered.push(bytes);
        await Promise.resolve();
        this.onSubmit();
        return {
          getStatus: async () => {
            await Promise.resolve();
            this.onStatus();
            const code = this.#codeOf.get(txId) ?? VALID;
            return { code, successful: code === VALID, transactionId: txId, blockNumber: 7n };
          },
        };
      },
    };
  }
}

function fault(code: number): Error {
  return Object.assign(new Error(`grpc ${code}`), { code });
}

/** Fails the first `times` times. */
function failing(times: number, code = 14): () => void {
  let left = times;
  return () => {
    if (left-- > 0) {
      throw fault(code);
    }
  };
}

describe('gateway-api fabric: ledger client', function () {
  this.timeout(20_000);
  let fabric: FakeFabric;
  let envelopes: MemoryEnvelopes;
  let client: FabricLedgerClient;
  beforeEach(() => {
    fabric = new FakeFabric();
    envelopes = new MemoryEnvelopes();
    const connection = { mspId: 'OperatorMSP', channel: 'wattpass', chaincode: 'wattpass' };
    client = new FabricLedgerClient(connection, fabric.pool(), envelopes);
  });

  it('gives the result with its transaction and block, and keeps no envelope', async () => {
    assert.deepEqual(await client.submit(call), { result: '{"ok":true}', txId: 'tx-1', blockNumber: '7' });
    assert.equal(envelopes.kept.size, 0);
  });

  it('keeps reads, and what is private, at the own organisation', async () => {
    await client.evaluate(call);
    await client.submit(call);
    await client.submit({ ...call, private: Buffer.from('{"salt":1}') });
    const [read, open, sealed] = fabric.proposals.map(({ options }) => options);
    assert.deepEqual(read?.['endorsingOrganizations'], ['OperatorMSP']);
    assert.equal(open?.['endorsingOrganizations'], undefined);
    assert.equal(open?.['transientData'], undefined);
    assert.deepEqual(sealed?.['endorsingOrganizations'], ['OperatorMSP']);
    assert.deepEqual(sealed['transientData'], { private: Buffer.from('{"salt":1}') });
    assert.deepEqual(sealed['arguments'], ['{}'], 'the payload is no argument');
  });

  it('has the envelope on record before the orderer has it', async () => {
    fabric.onSubmit = () => {
      assert.equal(envelopes.kept.size, 1);
    };
    await client.submit(call);
    assert.equal(fabric.ordered.length, 1);
  });

  it('tries a conflict again with a new transaction, up to a bound', async () => {
    fabric.codes = [MVCC, MVCC, VALID];
    assert.equal((await client.submit(call)).txId, 'tx-3');
    fabric.codes = Array.from({ length: 20 }, () => MVCC);
    await assert.rejects(client.submit(call), { code: 'COMMIT_CONFLICT', retryable: true });
    assert.equal(fabric.proposals.length, 3 + 6);
    assert.equal(envelopes.kept.size, 0);
  });

  it('tries nothing again that was refused', async () => {
    fabric.codes = [10];
    await assert.rejects(client.submit(call), { code: 'ENDORSEMENT_POLICY', txId: 'tx-1' });
    fabric.onEndorse = failing(1, 10);
    await assert.rejects(client.submit(call), { code: 'LEDGER_REFUSED' });
    fabric.onSubmit = failing(1, 10);
    await assert.rejects(client.submit(call), { code: 'LEDGER_REFUSED' });
    assert.equal(envelopes.kept.size, 0);
  });

  it('submits the very same bytes again when the status cannot be had', async () => {
    fabric.onStatus = failing(2);
    assert.equal((await client.submit(call)).txId, 'tx-1');
    assert.deepEqual(fabric.ordered, ['tx-1/signature-1', 'tx-1/signature-1', 'tx-1/signature-1']);
  });

  it('says that an outcome is unknown, keeps the envelope, and finds it out later with the same bytes', async () => {
    fabric.onStatus = failing(3);
    await assert.rejects(client.submit(call), { code: 'OUTCOME_UNKNOWN', txId: 'tx-1' });
    assert.deepEqual(await client.transaction(signer, 'tx-1'), { txId: 'tx-1', status: 'pending' });
    const signerOf = (): Promise<SigningIdentity> => Promise.resolve(signer);
    assert.equal(await client.settlePending(signerOf), 1);
    assert.equal(envelopes.kept.size, 0);
    assert.deepEqual([...new Set(fabric.ordered)], ['tx-1/signature-1']);
    assert.equal(await client.settlePending(signerOf), 0);
  });

  it('takes no broken connection for a refusal: the orderer may have the bytes', async () => {
    const [cancelled, unknown, internal] = [1, 2, 13];
    for (const code of [cancelled, unknown, internal]) {
      fabric.onSubmit = failing(1, code);
      await client.submit(call);
      fabric.onSubmit = failing(9, code);
      await assert.rejects(client.submit(call), { code: 'OUTCOME_UNKNOWN' }, String(code));
    }
    assert.equal(envelopes.kept.size, 3);
    fabric.onSubmit = () => undefined;
    assert.equal(await client.settlePending(() => Promise.resolve(signer)), 3);
    assert.equal(envelopes.kept.size, 0);
  });

  it('gives up for now when the ledger answers nothing that waits, and asks all of it when it answers', async () => {
    for (let index = 0; index < 25; index += 1) {
      const txId = `left-${index}`;
      await envelopes.save({ txId, accountId: 'ada', transactionName: 't', envelope: Buffer.from(`${txId}/s`) });
    }
    const signerOf = (): Promise<SigningIdentity> => Promise.resolve(signer);
    fabric.onSubmit = failing(10);
    assert.equal(await client.settlePending(signerOf), 0);
    assert.equal(fabric.ordered.length, 10, 'the first of them tell enough');
    assert.equal(await client.settlePending(signerOf), 25);
    assert.equal(envelopes.kept.size, 0);
  });

  it('leaves an envelope alone whose outcome a call is waiting for, or whose account is gone', async () => {
    const signerOf = (): Promise<SigningIdentity> => Promise.resolve(signer);
    let settled: Promise<number> | undefined;
    fabric.onStatus = () => {
      settled = client.settlePending(signerOf);
    };
    await client.submit(call);
    assert.equal(await settled, 0);
    assert.equal(fabric.ordered.length, 1);
    await envelopes.save({ txId: 'x', accountId: 'bob', transactionName: 't', envelope: Buffer.from('x/s') });
    assert.equal(await client.settlePending(() => Promise.resolve(undefined)), 0);
    assert.equal(envelopes.kept.size, 1);
  });

  it('does not wait when asked not to, and settles by itself', async () => {
    await assert.rejects(client.submit({ ...call, wait: 'submitted' }), { code: 'OUTCOME_UNKNOWN', txId: 'tx-1' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(envelopes.kept.size, 0);
  });
});
