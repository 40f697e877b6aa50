// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../../..');

/** Runs npm as Fabric's builder would, out of reach of this workspace's own settings. */
function npm(cwd: string, ...args: string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cache))/i.test(name));
  return execFileSync('npm', args, { cwd, env: Object.fromEntries(inherited), encoding: 'utf8', stdio: 'pipe' });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until somebody listens. @throws Error where the process ends before. */
async function listening(port: number, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    assert.equal(child.exitCode, null, `the process ended: ${output()}`);
    const socket = connect(port, '127.0.0.1');
    const outcome = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (outcome) {
      return;
    }
    await sleep(50);
  }
}

describe('the chaincode package on its own', function () {
  this.timeout(120_000);
  let folder = '';
  let packed: readonly string[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattpass-chaincode-'));
    const [tarball] = JSON.parse(
      npm(join(root, 'chaincode'), 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
    ) as { filename: string; files: { path: string }[] }[];
    assert.ok(tarball);
    packed = tarball.files.map(({ path }) => path);
    mkdirSync(join(folder, 'unpacked'));
    execFileSync('tar', [
      '-xzf',
      join(folder, tarball.filename),
      '-C',
      join(folder, 'unpacked'),
      '--strip-components=1',
    ]);
    npm(
      join(folder, 'unpacked'),
      'ci',
      '--omit=dev',
      '--ignore-scripts',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
    );
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what it was compiled to, its lock and nothing else', () => {
    const tops = new Set(packed.map((path) => path.split('/')[0]));
    assert.deepEqual([...tops].sort(), ['dist', 'npm-shrinkwrap.json', 'package.json']);
    assert.ok(packed.includes('dist/index.js'));
  });

  it('has a lock that is up to date', () => {
    execFileSync(process.execPath, [join(root, 'scripts/shrinkwrap-chaincode.mjs'), '--check'], { stdio: 'pipe' });
  });

  it('installs nothing of ours and no tools', () => {
    const installed = readdirSync(join(folder, 'unpacked', 'node_modules'));
    assert.deepEqual(
      installed.filter((name) => ['@wattpass', 'typescript', 'mocha', 'eslint'].includes(name)),
      [],
    );
  });

  const ways: readonly {
    name: string;
    command: (address: string) => readonly string[];
    env: (address: string) => object;
  }[] = [
    {
      name: "Fabric's own fabric-chaincode-node server",
      command: (address) => [
        'node_modules/.bin/fabric-chaincode-node',
        'server',
        '--chaincode-address',
        address,
        '--chaincode-id',
        'wattpass:1',
      ],
      env: () => ({}),
    },
    {
      name: 'its own command, told by the environment',
      command: () => ['dist/ledger/serve.js'],
      env: (address) => ({ CHAINCODE_SERVER_ADDRESS: address, CHAINCODE_ID: 'wattpass:1' }),
    },
  ];
  for (const { name, command, env } of ways) {
    it(`is served by ${name}`, async () => {
      const port = await freePort();
      const address = `127.0.0.1:${port}`;
      const child = spawn(process.execPath, [...command(address)], {
        cwd: join(folder, 'unpacked'),
        env: { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'error', ...env(address) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output: string[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
      try {
        await listening(port, child, () => output.join(''));
      } finally {
        const ended = once(child, 'exit');
        if (child.exitCode === null) {
          child.kill('SIGKILL');
          await ended;
        }
      }
    });
  }

  it('says what it needs when the environment is not set', () => {
    assert.throws(
      () => execFileSync(process.execPath, ['dist/ledger/serve.js'], { cwd: join(folder, 'unpacked'), stdio: 'pipe' }),
      /CHAINCODE_SERVER_ADDRESS/,
    );
  });
});
