// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { pino } from 'pino';
import type { Account } from '@wattpass/gateway-api/internal/auth/account.js';
import type { Caller } from '@wattpass/gateway-api/internal/auth/caller.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import type { Saga, SagaRecord, SagaStore } from '@wattpass/gateway-api/internal/saga/saga.js';
import { SagaRunner } from '@wattpass/gateway-api/internal/saga/saga.runner.js';

const account: Account = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'person',
  name: 'Ada',
  delegate: false,
  admin: false,
  actorId: 'a'.repeat(32),
  createdAt: '2026-01-01T00:00:00.000Z',
};
const caller: Caller = { account, idempotencyKey: 'key-00001', respondAsync: false };

/** An outbox that outlives its runners. */
class MemoryStore implements SagaStore {
  readonly records = new Map<string, SagaRecord>();
  add(record: SagaRecord): Promise<void> {
    if (!this.records.has(record.id)) {
      this.records.set(record.id, structuredClone(record));
    }
    return Promise.resolve();
  }
  find(id: string): Promise<SagaRecord | undefined> {
    return Promise.resolve(structuredClone(this.records.get(id)));
  }
  save(record: SagaRecord): Promise<void> {
    this.records.set(record.id, structuredClone(record));
    return Promise.resolve();
  }
  remove(id: string): Promise<void> {
    this.records.delete(id);
    return Promise.resolve();
  }
  forget(): Promise<void> {
    return Promise.resolve();
  }
  running(): Promise<string[]> {
    return Promise.resolve([...this.records.values()].filter(({ state }) => state === 'running').map(({ id }) => id));
  }
}

interface Payload {
  readonly done: string[];
}

/** A ledger on which each step happens once, however often it is run. */
class Steps {
  readonly ledger = new Set<string>();
  readonly runs: string[] = [];
  fail: ((name: string) => Error | undefined) | undefined;

  saga(): Saga<Payload, { done: string[] }> {
    const step = (name: string) => ({
      name,
      run: (_caller: Caller, payload: Payload) => {
        this.runs.push(name);
        const error = this.fail?.(name);
        if (error !== undefined) {
          return Promise.reject(error);
        }
        this.ledger.add(name);
        const receipt = { result: {}, txIds: [`tx-${name}`], blockNumber: String(this.ledger.size) };
        return Promise.resolve({ receipt, payload: { done: [...payload.done, name] } });
      },
    });
    return { kind: 'test', steps: [step('one'), step('two'), step('three')], result: ({ done }) => ({ done }) };
  }
}

class Crash extends Error {}

function runner(store: SagaStore, fault?: (step: string, moment: string) => void): SagaRunner {
  return new SagaRunner({
    store,
    accountOf: () => Promise.resolve(account),
    logger: pino({ level: 'silent' }),
    ...(fault === undefined ? {} : { fault }),
  });
}

async function settled(store: MemoryStore): Promise<SagaRecord> {
  for (let tries = 0; tries < 200; tries += 1) {
    const record = [...store.records.values()][0];
    if (record !== undefined && record.state !== 'running') {
      return record;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the saga did not end');
}

describe('gateway-api saga runner', () => {
  it('runs the steps in order and answers with all transactions', async () => {
    const steps = new Steps();
    const receipt = await runner(new MemoryStore())
      .run(steps.saga(), caller, { done: [] })
      .catch(() => undefined);
    assert.equal(receipt, undefined, 'an unregistered saga is refused');
    const store = new MemoryStore();
    const known = runner(store);
    known.register(steps.saga());
    assert.deepEqual(await known.run(steps.saga(), caller, { done: [] }), {
      result: { done: ['one', 'two', 'three'] },
      txIds: ['tx-one', 'tx-two', 'tx-three'],
      blockNumber: '3',
    });
  });

  it('answers a repeat from the outbox, and joins one at work', async () => {
    const steps = new Steps();
    const sagas = runner(new MemoryStore());
    sagas.register(steps.saga());
    const both = await Promise.all([
      sagas.run(steps.saga(), caller, { done: [] }),
      sagas.run(steps.saga(), caller, { done: [] }),
    ]);
    assert.deepEqual(both[0], both[1]);
    await sagas.run(steps.saga(), caller, { done: [] });
    assert.deepEqual(steps.runs, ['one', 'two', 'three']);
    await sagas.run(steps.saga(), { ...caller, idempotencyKey: 'key-00002' }, { done: [] });
    assert.equal(steps.runs.length, 6);
  });

  for (const name of ['one', 'two', 'three']) {
    for (const moment of ['before', 'after']) {
      it(`is finished once after a crash ${moment} step ${name}`, async () => {
        const store = new MemoryStore();
        const steps = new Steps();
        const crashing = runner(store, (step, when) => {
          if (step === `test/${name}` && when === moment) {
            throw new Crash();
          }
        });
        crashing.register(steps.saga());
        await assert.rejects(crashing.run(steps.saga(), caller, { done: [] }));
        await crashing.stop();
        assert.equal([...store.records.values()][0]?.state, 'running');

        const restarted = runner(store);
        restarted.register(steps.saga());
        assert.equal(await restarted.resume(), 1);
        const record = await settled(store);
        assert.equal(record.state, 'done');
        assert.deepEqual(record.payload, { done: ['one', 'two', 'three'] });
        assert.deepEqual([...steps.ledger], ['one', 'two', 'three']);
        const extra = moment === 'after' ? 1 : 0; // that step ran again, and met its own record
        assert.equal(steps.runs.length, 3 + extra);
        assert.equal(await restarted.resume(), 0);
      });
    }
  }

  it('forgets a saga whose first step is refused, so that a corrected request can use the key', async () => {
    const store = new MemoryStore();
    const steps = new Steps();
    steps.fail = () => new FabricError('RULE_VIOLATION', 'no');
    const sagas = runner(store);
    sagas.register(steps.saga());
    await assert.rejects(sagas.run(steps.saga(), caller, { done: [] }), { code: 'RULE_VIOLATION' });
    assert.equal(store.records.size, 0);
    steps.fail = undefined;
    assert.equal((await sagas.run(steps.saga(), caller, { done: [] })).txIds.length, 3);
  });

  it('keeps a later refusal with the transactions that happened, and gives it to every repeat', async () => {
    const steps = new Steps();
    steps.fail = (name) => (name === 'two' ? new FabricError('COMMITMENT_MISMATCH', 'no') : undefined);
    const sagas = runner(new MemoryStore());
    sagas.register(steps.saga());
    for (let repeat = 0; repeat < 2; repeat += 1) {
      await assert.rejects(
        sagas.run(steps.saga(), caller, { done: [] }),
        (error: { code?: string; facts?: { txIds?: string[] } }) =>
          error.code === 'COMMITMENT_MISMATCH' && error.facts?.txIds?.join() === 'tx-one',
      );
    }
    assert.deepEqual(steps.runs, ['one', 'two']);
  });

  it('tries again by itself when the ledger cannot be reached', async () => {
    const store = new MemoryStore();
    const steps = new Steps();
    let refusals = 1;
    steps.fail = (name) =>
      name === 'two' && refusals-- > 0 ? new FabricError('LEDGER_UNAVAILABLE', 'down') : undefined;
    const sagas = runner(store);
    sagas.register(steps.saga());
    await assert.rejects(sagas.run(steps.saga(), caller, { done: [] }), { code: 'SAGA_UNFINISHED' });
    assert.equal((await settled(store)).state, 'done');
    assert.deepEqual(steps.runs, ['one', 'two', 'two', 'three']);
    await sagas.stop();
  });

  it('tells a caller who does not wait of the first transaction, and goes on', async () => {
    const store = new MemoryStore();
    const steps = new Steps();
    const sagas = runner(store);
    sagas.register(steps.saga());
    await assert.rejects(sagas.run(steps.saga(), { ...caller, respondAsync: true }, { done: [] }), {
      code: 'OUTCOME_UNKNOWN',
      txId: 'tx-one',
    });
    assert.equal((await settled(store)).state, 'done');
  });
});
