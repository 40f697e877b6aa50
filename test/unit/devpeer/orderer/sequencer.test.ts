// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { Sequencer } from '@wattpass/devpeer/internal/orderer/sequencer';

const envelope = (id: number): Uint8Array => Uint8Array.of(id);
const ids = (batches: readonly (readonly Uint8Array[])[]): number[][] =>
  batches.map((batch) => batch.map((one) => one[0] ?? -1));

function sequencer(batchTimeoutMs: number, commit?: () => Promise<void>) {
  const batches: (readonly Uint8Array[])[] = [];
  const failures: unknown[] = [];
  const one = new Sequencer({
    batchTimeoutMs,
    maxMessageCount: 3,
    preferredMaxBytes: 1000,
    async commit(batch) {
      await commit?.();
      batches.push(batch);
    },
    onFailure: (error) => failures.push(error),
  });
  return { sequencer: one, batches, failures };
}

describe('Sequencer', () => {
  it('puts what comes at once into one block, in order', async () => {
    const { sequencer: one, batches } = sequencer(0);
    one.submit(envelope(1));
    one.submit(envelope(2));
    await one.stop();
    assert.deepEqual(ids(batches), [[1, 2]]);
  });

  it('collects while a block is being committed', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { sequencer: one, batches } = sequencer(0, () => gate);
    one.submit(envelope(1));
    await new Promise((resolve) => setImmediate(resolve));
    one.submit(envelope(2));
    one.submit(envelope(3));
    release();
    await one.stop();
    assert.deepEqual(ids(batches), [[1], [2, 3]]);
  });

  it('waits for a batch to be filled where a timeout is set, but not longer than that', async () => {
    const { sequencer: one, batches } = sequencer(10_000);
    for (const id of [1, 2, 3, 4]) one.submit(envelope(id));
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(ids(batches), [[1, 2, 3]]);
    await one.stop();
    assert.deepEqual(ids(batches), [[1, 2, 3], [4]]);
  });

  it('takes nothing more once a block could not be committed', async () => {
    const { sequencer: one, failures } = sequencer(0, () => Promise.reject(new Error('disk full')));
    one.submit(envelope(1));
    await one.stop();
    assert.equal(failures.length, 1);
    assert.equal(one.isAvailable, false);
  });
});
