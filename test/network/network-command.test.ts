// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { requireFabric } from '../support/require-fabric.js';

const program = resolve(import.meta.dirname, '../../../launch/dist/main.js');

interface Outcome {
  readonly code: number;
  readonly output: string;
}

describe('npm run network, on real Fabric', function () {
  this.timeout(240_000);
  let root: string | undefined;
  let state: string;
  let up: ChildProcess | undefined;

  /** Runs a verb to its end. */
  function network(...args: string[]): Promise<Outcome> {
    return new Promise((done) => {
      execFile(process.execPath, [program, 'network', ...args, '--state', state], (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
      });
    });
  }

  async function bringUp(): Promise<string> {
    const child = spawn(process.execPath, [program, 'network', 'up', '--crypto', 'cryptogen', '--state', state], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    up = child;
    let output = '';
    await new Promise<void>((done) => {
      child.once('exit', () => {
        done();
      });
      child.stdout.on('data', (chunk) => {
        output += String(chunk);
        if (/Ctrl-C stops everything/.test(output)) {
          done();
        }
      });
    });
    return output;
  }

  before(async function () {
    await requireFabric(this);
    root = await mkdtemp(join(tmpdir(), 'network-command-'));
    state = join(root, 'state');
    const output = await bringUp();
    assert.match(output, /recycler +RecyclerMSP[^]*up after \d+\.\d s/);
  });
  after(async () => {
    if (up !== undefined && up.exitCode === null) {
      const exited = once(up, 'exit');
      up.kill('SIGTERM');
      await exited;
    }
    if (root !== undefined) {
      await rm(root, { recursive: true, force: true });
    }
  });

  it('tells how the network is: every port open, every peer at a height, the chaincode committed', async () => {
    const { code, output } = await network('status');
    assert.equal(code, 0, output);
    assert.match(output, /chaincode sequence 1/);
    assert.equal(output.match(/\d+ blocks/g)?.length, 6);
    assert.doesNotMatch(output, /nobody listens/);
  });

  it('refuses a second start on the same state', async () => {
    const { code, output } = await network('up');
    assert.equal(code, 1);
    assert.match(output, /is in use by process \d+/);
  });

  it('shows logs by program', async () => {
    assert.match((await network('logs')).output, /peer-operator +\d+ bytes/);
    assert.equal((await network('logs', 'peer-operator', '--lines', '1')).code, 0);
    assert.equal((await network('logs', 'nobody')).code, 2);
  });

  it('certifies somebody with a role for Fabric’s own programs', async () => {
    const { code, output } = await network('enroll', '--org', 'operator', '--id', 'alice', '--role', 'operator');
    assert.equal(code, 0, output);
    const file = join(state, 'identities/operator/alice/msp/signcerts/cert.pem');
    assert.ok(new X509Certificate(readFileSync(file)).raw.includes('"wattpass.role":"operator"'));
    assert.equal((await network('enroll', '--org', 'operator', '--id', 'alice')).code, 1);
  });

  it('deploys another version while it runs', async () => {
    const { code, output } = await network('upgrade', '--version', '2');
    assert.equal(code, 0, output);
    assert.match(output, /version 2 is committed under sequence 2/);
  });

  it('finds the same chain at every peer', async () => {
    const { code, output } = await network('verify');
    assert.equal(code, 0, output);
    assert.equal(output.match(/the chain holds/g)?.length, 6);
    assert.match(output, /all peers agree/);
  });

  it('stops from another terminal, and removes its state', async () => {
    const exited = once(up!, 'exit');
    assert.equal((await network('down')).code, 0);
    await exited;
    assert.equal((await network('status')).code, 1);
    assert.equal((await network('down', '--purge')).code, 0);
    assert.ok(!existsSync(state));
  });
});
