// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorOf, chunkOf, columnsFromNumbers, type Chunk } from '@wattpass/telemetry';
import { ChunkArchive } from '@wattpass/gateway-api/internal/store/chunk-archive.js';
import { ChunkFiles } from '@wattpass/gateway-api/internal/store/chunk-files.js';
import { Cipher } from '@wattpass/gateway-api/internal/store/cipher.js';
import { Database } from '@wattpass/gateway-api/internal/store/database.js';
import { lockDirectory, StateLockedError } from '@wattpass/gateway-api/internal/store/lock-file.js';

function chunk(millivolts: number, sequence = 0): Chunk {
  const header = { batteryId: '04012345678901-A1', chunk: sequence, cycle: 1, startedAt: '2026-01-01T00:00:00Z' };
  const columns = { timeMs: [0, 1000], microvolts: [millivolts, millivolts], microamps: [0, 0], millicelsius: [1, 1] };
  return chunkOf(header, columnsFromNumbers(columns));
}

describe('gateway-api store', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wattpass-store-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  describe('cipher', () => {
    it('opens what it sealed, never the same bytes twice', () => {
      const cipher = Cipher.fromKeyFile(directory);
      const [first, second] = [cipher.seal('geheim ✓'), cipher.seal('geheim ✓')];
      assert.notDeepEqual(first, second);
      assert.equal(cipher.open(first), 'geheim ✓');
      assert.equal(Cipher.fromKeyFile(directory).open(second), 'geheim ✓');
    });

    it('keeps its key readable by the owner alone', () => {
      Cipher.fromKeyFile(directory);
      assert.equal(statSync(join(directory, 'storage.key')).mode & 0o777, 0o600);
    });

    it('refuses changed bytes and another key', () => {
      const cipher = Cipher.fromKeyFile(directory);
      const sealed = Uint8Array.from(cipher.seal('x'));
      sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
      assert.throws(() => cipher.open(sealed));
      assert.throws(() => new Cipher(new Uint8Array(32)).open(cipher.seal('x')));
      assert.throws(() => new Cipher(new Uint8Array(16)), /32 bytes/);
    });
  });

  describe('lock file', () => {
    it('lets one holder in at a time', () => {
      const unlock = lockDirectory(directory);
      assert.throws(() => lockDirectory(directory), StateLockedError);
      unlock();
      lockDirectory(directory)();
    });

    it('takes over from a process that is gone, and from text that names none', () => {
      for (const left of ['999999999', 'not a number', '']) {
        writeFileSync(join(directory, 'lock'), left);
        lockDirectory(directory)();
      }
    });

    it('respects a living process', () => {
      writeFileSync(join(directory, 'lock'), String(process.ppid));
      assert.throws(() => lockDirectory(directory), new RegExp(`process ${process.ppid}`));
    });
  });

  describe('chunk files', () => {
    it('keeps bytes under their SHA-256, once, and leaves nothing unfinished', async () => {
      const files = new ChunkFiles(directory);
      const digest = await files.put(Buffer.from('abc'));
      // FIPS 180-2, example B.1
      assert.equal(digest, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      assert.equal(await files.put(Buffer.from('abc')), digest);
      assert.deepEqual(readdirSync(join(directory, 'ba')), [`${digest}.arrow`]);
      assert.equal(Buffer.from(await files.get(digest)).toString(), 'abc');
    });

    it('refuses a file that was changed', async () => {
      const files = new ChunkFiles(directory);
      const digest = await files.put(Buffer.from('abc'));
      writeFileSync(join(directory, digest.slice(0, 2), `${digest}.arrow`), 'abd');
      await assert.rejects(files.get(digest), /does not hold/);
    });
  });

  describe('database', () => {
    it('opens again after it was closed, refuses a second opening, and keeps chunks', async function () {
      this.timeout(30_000);
      const database = await Database.open(directory);
      await assert.rejects(Database.open(directory), StateLockedError);
      const archive = new ChunkArchive(database, new ChunkFiles(join(directory, 'chunks')));
      const first = chunk(3_000_000);
      const digest = await archive.add(first, anchorOf(first));
      assert.match(digest ?? '', /^[0-9a-f]{64}$/);

      const replacement = chunk(3_100_000);
      assert.notEqual(
        await archive.add(replacement, anchorOf(replacement)),
        digest,
        'replaceable before it is anchored',
      );
      await archive.markAnchored([anchorOf(replacement)], 'f'.repeat(64));
      assert.equal(await archive.add(first, anchorOf(first)), undefined, 'fixed once it is anchored');
      assert.notEqual(await archive.add(replacement, anchorOf(replacement)), undefined, 'the same content is welcome');
      await archive.add(chunk(3_000_000, 1), anchorOf(chunk(3_000_000, 1)));
      await database.close();

      const again = await Database.open(directory);
      const kept = new ChunkArchive(again, new ChunkFiles(join(directory, 'chunks')));
      const stored = await kept.find('04012345678901-A1', 0);
      assert.equal(stored?.anchorTxId, 'f'.repeat(64));
      assert.equal(stored.root, anchorOf(replacement).root);
      assert.deepEqual(Array.from((await kept.read(stored)).columns.microvolts), [3_100_000, 3_100_000]);
      const listed = await kept.list('04012345678901-A1', 0, 10);
      assert.deepEqual(
        listed.map((row) => row.chunk),
        [1],
      );
      await again.close();
      assert.throws(() => readFileSync(join(directory, 'lock')), /ENOENT/);
    });
  });
});
