// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { StepLog } from '@wattpass/fleet';

describe('step log', () => {
  it('keeps steps in the order of their first time, those of one name together', async () => {
    const log = new StepLog();
    await log.take('post', Promise.resolve({ txIds: ['a', 'b'] }));
    await log.take('assess', Promise.resolve({ txIds: ['c'] }));
    const answer = await log.take('post', Promise.resolve({ txIds: ['d'], anchors: 1 }));
    assert.equal(answer.anchors, 1);
    assert.deepEqual(log.steps, [
      { name: 'post', txIds: ['a', 'b', 'd'] },
      { name: 'assess', txIds: ['c'] },
    ]);
  });

  it('counts no step that failed', async () => {
    const log = new StepLog();
    await assert.rejects(log.take('post', Promise.reject(new Error('refused'))), /refused/);
    assert.deepEqual(log.steps, []);
  });
});
