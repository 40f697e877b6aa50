// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const lifeline = pathToFileURL(resolve(import.meta.dirname, '../../../../scripts/lifeline.mjs')).href;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds && isAlive(pid); waited += 100) {
    await pause(100);
  }
  return !isAlive(pid);
}

describe('a script that npm runs', () => {
  let folder = '';
  let npm: ChildProcess | undefined;
  let script = 0;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wattpass-lifeline-'));
    writeFileSync(
      join(folder, 'hold.mjs'),
      `import { watchNpm } from ${JSON.stringify(lifeline)};
       watchNpm();
       setInterval(() => undefined, 1000);
       console.log('pid', process.pid);`,
    );
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { hold: 'node hold.mjs' } }));
    npm = spawn('npm', ['run', 'hold'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    assert.ok(npm.stdout);
    for await (const line of createInterface({ input: npm.stdout })) {
      const found = /^pid (\d+)$/.exec(line)?.[1];
      if (found !== undefined) {
        script = Number(found);
        break;
      }
    }
    assert.ok(isAlive(script));
  });

  afterEach(() => {
    npm?.kill('SIGKILL');
    if (script > 0 && isAlive(script)) {
      process.kill(script, 'SIGKILL');
    }
    rmSync(folder, { recursive: true });
  });

  it('ends when npm alone is killed', async () => {
    npm?.kill('SIGKILL');
    assert.ok(await goneWithin(script, 5000));
  });

  it('ends when npm is told to', async () => {
    assert.ok(npm);
    const ended = once(npm, 'exit');
    npm.kill('SIGTERM');
    await ended;
    assert.ok(await goneWithin(script, 5000));
  });

  it('goes on while npm lives', async () => {
    await pause(1500);
    assert.ok(isAlive(script));
  });
}).timeout(30_000);
