// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileCheckpoints, memoryCheckpoints } from '@wattpass/fl-aggregator/internal/server/checkpoints.js';
import { LearningConfigError, LinesAndMetrics, readLearningConfig } from '@wattpass/fl-aggregator/service';

const directory = mkdtempSync(join(tmpdir(), 'wattpass-learning-'));
after(() => {
  rmSync(directory, { recursive: true });
});

describe("a coordinator's checkpoints", () => {
  const place = { taskId: 'ab'.repeat(16), round: 3 };
  for (const [name, checkpoints] of [
    ['in memory', memoryCheckpoints()],
    ['in files', fileCheckpoints(join(directory, 'rounds'))],
  ] as const) {
    it(`${name} come back for their round`, async () => {
      assert.equal(await checkpoints.load(place), undefined);
      await checkpoints.save(place, { received: ['ada', 'bob'] });
      assert.deepEqual(await checkpoints.load(place), { received: ['ada', 'bob'] });
      assert.equal(await checkpoints.load({ ...place, round: 4 }), undefined);
    });
  }

  it('that are damaged are told, not taken for none', async () => {
    writeFileSync(join(directory, 'rounds', `${place.taskId}-9.json`), '{"received":');
    await assert.rejects(fileCheckpoints(join(directory, 'rounds')).load({ ...place, round: 9 }));
  });
});

describe("a learning service's watch", () => {
  it('writes lines of JSON, and metrics as Prometheus reads them', () => {
    const lines: string[] = [];
    const observer = new LinesAndMetrics('learning operator', (line) => lines.push(line));
    observer.note('round ended', { round: 1, status: 'accepted' });
    observer.count('rounds_total', { status: 'accepted' });
    observer.count('rounds_total', { status: 'accepted' });
    observer.set('model_version', 4, { task: 'a "task"' });
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.deepEqual(
      [line['service'], line['event'], line['status']],
      ['learning operator', 'round ended', 'accepted'],
    );
    assert.equal(
      observer.text(),
      'wattpass_learning_model_version{task="a \\"task\\""} 4\nwattpass_learning_rounds_total{status="accepted"} 2\n',
    );
  });
});

describe("a learning service's configuration", () => {
  const sound = {
    organisation: 'operator',
    mspId: 'OperatorMSP',
    gateway: { url: 'http://127.0.0.1:7301', apiKeyFile: '/keys/operator' },
    stateDir: '/state',
  };
  const file = join(directory, 'config.json');

  it('has defaults for what is not said', () => {
    writeFileSync(file, JSON.stringify(sound));
    const { pollMs, port, members, everySeconds } = readLearningConfig(file);
    assert.deepEqual([pollMs, port, members, everySeconds], [1000, 0, {}, undefined]);
  });

  for (const [what, change, place] of [
    ['without an organisation', { mspId: undefined }, /mspId/],
    ['with an address that is none', { gateway: { url: 'operator', apiKeyFile: 'x' } }, /gateway\.url/],
    ['with an unknown word', { evrySeconds: 1 }, /evrySeconds/],
    ['with a pause of nothing', { pollMs: 0 }, /pollMs/],
  ] as const) {
    it(`is refused ${what}, naming the place`, () => {
      writeFileSync(file, JSON.stringify({ ...sound, ...change }));
      assert.throws(
        () => readLearningConfig(file),
        (error: unknown) => error instanceof LearningConfigError && place.test(error.message),
      );
    });
  }

  it('is refused where there is none, or no JSON', () => {
    assert.throws(() => readLearningConfig(join(directory, 'absent.json')), LearningConfigError);
    writeFileSync(file, '{');
    assert.throws(() => readLearningConfig(file), LearningConfigError);
  });
});
