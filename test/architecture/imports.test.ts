// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { arrowsOf, cyclesIn, sourcesOf } from '../support/sources.js';

const root = resolve(import.meta.dirname, '../../..');

/** The arrows of docs/architecture.md: room -> what it may import of ours, as package specifiers. */
const allowed: Record<string, readonly string[]> = {
  chaincode: [],
  'network/devpeer': [],
  network: ['@wattpass/devpeer'],
  telemetry: [],
  twin: ['@wattpass/telemetry'],
  'gateway-api': ['@wattpass/chaincode/domain', '@wattpass/telemetry', '@wattpass/twin'],
  'gateway-api/client': [],
  'fl-aggregator': ['@wattpass/chaincode/domain', '@wattpass/gateway-api/client'],
  fleet: ['@wattpass/twin', '@wattpass/telemetry', '@wattpass/fl-aggregator', '@wattpass/gateway-api/client'],
};

/** Packages that only one folder of a room may import, so that a protocol has one door. */
const doors: readonly { room: string; folder: string; packages: readonly string[] }[] = [
  { room: 'gateway-api', folder: 'src/fabric/', packages: ['@hyperledger/fabric-gateway', '@grpc/grpc-js'] },
  { room: 'chaincode', folder: 'src/ledger/', packages: ['fabric-shim'] },
];

describe('rooms import only what the architecture allows', () => {
  for (const [room, packages] of Object.entries(allowed)) {
    it(`${room} imports ${packages.length === 0 ? 'nothing of ours' : packages.join(', ')}`, () => {
      const offences = sourcesOf(root, room).flatMap((file) =>
        arrowsOf(file)
          .filter((specifier) => specifier.startsWith('@wattpass/'))
          .filter((specifier) => !packages.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
          .map((specifier) => `${relative(root, file)} imports ${specifier}`),
      );
      assert.deepEqual(offences, []);
    });

    it(`${room} reaches no other room by a relative path`, () => {
      const home = resolve(root, room, 'src');
      const offences = sourcesOf(root, room).flatMap((file) =>
        arrowsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .filter((specifier) => !resolve(file, '..', specifier).startsWith(home))
          .map((specifier) => `${relative(root, file)} imports ${specifier}`),
      );
      assert.deepEqual(offences, []);
    });
  }

  it('nothing imports test or bench', () => {
    const rooms = [...Object.keys(allowed), 'launch'];
    const offences = rooms
      .flatMap((room) => sourcesOf(root, room))
      .filter((file) => arrowsOf(file).some((specifier) => /^@wattpass\/(test|bench)/.test(specifier)));
    assert.deepEqual(offences, []);
  });
});

describe('inside the rooms', () => {
  for (const room of [...Object.keys(allowed), 'launch']) {
    it(`${room} has no circle of imports`, () => {
      assert.deepEqual(
        cyclesIn(sourcesOf(root, room)).map((cycle) => cycle.map((file) => relative(root, file)).join(' -> ')),
        [],
      );
    });
  }

  it("the chaincode's domain imports zod, node:crypto and itself only", () => {
    const home = resolve(root, 'chaincode/src/domain');
    const offences = sourcesOf(root, 'chaincode')
      .filter((file) => file.startsWith(home))
      .flatMap((file) =>
        arrowsOf(file)
          .filter((specifier) =>
            specifier.startsWith('.')
              ? !resolve(file, '..', specifier).startsWith(home)
              : !['zod', 'node:crypto'].includes(specifier),
          )
          .map((specifier) => `${relative(root, file)} imports ${specifier}`),
      );
    assert.deepEqual(offences, []);
  });

  it("the chaincode's domain reads no clock, no chance and no process", () => {
    const offences = sourcesOf(root, 'chaincode')
      .filter((file) => file.includes('/src/domain/'))
      .filter((file) =>
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|toLocale/.test(readFileSync(file, 'utf8')),
      )
      .map((file) => relative(root, file));
    assert.deepEqual(offences, []);
  });

  for (const { room, folder, packages } of doors) {
    it(`${packages.join(' and ')} enter ${room} through ${folder} alone`, () => {
      const home = resolve(root, room, folder);
      const offences = sourcesOf(root, room)
        .filter((file) => !file.startsWith(home))
        .filter((file) => arrowsOf(file).some((specifier) => packages.includes(specifier)))
        .map((file) => relative(root, file));
      assert.deepEqual(offences, []);
    });
  }

  it('process.env is read by one file of the gateway', () => {
    const readers = sourcesOf(root, 'gateway-api')
      .filter((file) => readFileSync(file, 'utf8').includes('process.env'))
      .map((file) => relative(root, file));
    assert.ok(readers.length <= 1, readers.join(', '));
  });
});
