// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve(import.meta.dirname, '../../../../network/builders/caas/bin');

describe('the external builder for chaincode as a service', () => {
  let dir: string;
  const at = (...parts: string[]) => join(dir, ...parts);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'network-builder-'));
    for (const name of ['source', 'metadata', 'build', 'release']) {
      mkdirSync(at(name));
    }
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  /** Runs a step as a peer does: the program itself, with little more than PATH in its environment. */
  function run(step: string, ...args: string[]): { status: number | null; stderr: string } {
    return runWith({}, step, ...args);
  }

  function runWith(env: Record<string, string>, step: string, ...args: string[]) {
    const { status, stderr } = spawnSync(join(bin, step), args, {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  for (const [type, status] of [
    ['ccaas', 0],
    ['golang', 1],
  ] as const) {
    it(`${status === 0 ? 'takes' : 'leaves'} packages of type ${type}`, () => {
      writeFileSync(at('metadata', 'metadata.json'), JSON.stringify({ type, label: 'x' }));
      assert.equal(run('detect', at('source'), at('metadata')).status, status);
    });
  }

  it('hands the connection and the indexes to the peer', () => {
    const connection = JSON.stringify({ address: '127.0.0.1:9999', dial_timeout: '10s', tls_required: false });
    writeFileSync(at('source', 'connection.json'), connection);
    mkdirSync(at('source', 'META-INF', 'statedb'), { recursive: true });
    writeFileSync(at('source', 'META-INF', 'statedb', 'index.json'), '{}');
    assert.equal(run('build', at('source'), at('metadata'), at('build')).status, 0);
    assert.equal(run('release', at('build'), at('release')).status, 0);
    assert.deepEqual(
      JSON.parse(readFileSync(at('release', 'chaincode', 'server', 'connection.json'), 'utf8')),
      JSON.parse(connection),
    );
    assert.ok(existsSync(at('release', 'statedb', 'index.json')));
  });

  const template = JSON.stringify({ address: '{{.peername}}_cargo_ccaas:9999', dial_timeout: '10s' });
  const config = { CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG: '{"peername":"peer0org1"}' };
  const builtAddress = () =>
    (JSON.parse(readFileSync(at('build', 'connection.json'), 'utf8')) as { address: string }).address;

  it("fills an address with the peer's name", () => {
    writeFileSync(at('source', 'connection.json'), template);
    assert.equal(runWith(config, 'build', at('source'), at('metadata'), at('build')).status, 0);
    assert.equal(builtAddress(), 'peer0org1_cargo_ccaas:9999');
  });

  it("finds the peer's containers where it is told that they are", () => {
    writeFileSync(at('source', 'connection.json'), template);
    const env = { ...config, CHAINCODE_CONTAINERS_AT: '127.0.0.11' };
    assert.equal(runWith(env, 'build', at('source'), at('metadata'), at('build')).status, 0);
    assert.equal(builtAddress(), '127.0.0.11:9999');
  });

  it('refuses a template that its peer has no value for', () => {
    writeFileSync(at('source', 'connection.json'), template);
    const { status, stderr } = run('build', at('source'), at('metadata'), at('build'));
    assert.notEqual(status, 0);
    assert.match(stderr, /peername/);
  });

  it('refuses a package without an address, saying why', () => {
    writeFileSync(at('source', 'connection.json'), '{"address":"nowhere"}');
    const { status, stderr } = run('build', at('source'), at('metadata'), at('build'));
    assert.notEqual(status, 0);
    assert.match(stderr, /address must be host:port, not "nowhere"/);
  });
});
