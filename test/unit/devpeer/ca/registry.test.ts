// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry, type RegisteredIdentity } from '@wattpass/devpeer/internal/ca/registry';
import { generateSecret, hashSecret, matchesSecret } from '@wattpass/devpeer/internal/ca/secret';

const alice: RegisteredIdentity = {
  id: 'alice',
  type: 'client',
  affiliation: '',
  attributes: [],
  maxEnrollments: 2,
  secretHash: 'salt.hash',
};

describe('the registry of a certificate authority', () => {
  let dir: string;
  let file: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'devpeer-registry-'));
    file = join(dir, 'journal.jsonl');
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function filled(): Promise<Registry> {
    const registry = await Registry.open(file);
    await registry.register(alice);
    await registry.countEnrollment('alice');
    await registry.addCertificate({ id: 'alice', serial: '00AB', authorityKeyId: 'ff' });
    await registry.addCertificate({ id: 'alice', serial: 'cd', authorityKeyId: 'ff' });
    await registry.revoke(['AB']);
    return registry;
  }

  function assertFilled(registry: Registry): void {
    assert.deepEqual(registry.find('alice'), alice);
    assert.equal(registry.enrollmentsOf('alice'), 1);
    assert.equal(registry.certificate('ab')?.id, 'alice');
    assert.deepEqual(
      registry.activeCertificates('alice').map(({ serial }) => serial),
      ['cd'],
    );
    assert.ok(registry.isRevoked('00ab'));
    assert.equal(registry.isIdentityRevoked('alice'), false);
  }

  it('remembers', async () => {
    assertFilled(await filled());
  });

  it('remembers after a restart', async () => {
    await filled();
    assertFilled(await Registry.open(file));
  });

  it('goes on after a crash in the middle of a line', async () => {
    await filled();
    await appendFile(file, '{"event":"revoked","id":"al');
    const registry = await Registry.open(file);
    assertFilled(registry);
    await registry.revoke(['cd'], 'alice');
    const again = await Registry.open(file);
    assert.ok(again.isIdentityRevoked('alice'));
    assert.deepEqual(again.activeCertificates('alice'), []);
  });

  it('keeps many writes at once in order', async () => {
    const registry = await Registry.open(file);
    await Promise.all(Array.from({ length: 50 }, (_, i) => registry.register({ ...alice, id: `n${i}` })));
    const again = await Registry.open(file);
    assert.deepEqual(
      again.list().map(({ id }) => id),
      Array.from({ length: 50 }, (_, i) => `n${i}`),
    );
  });

  it('keeps its file from other users', async () => {
    await filled();
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await readFile(file, 'utf8')).split('\n').length, 6);
  });
});

describe('enrolment secrets', () => {
  it('are recognised by their hash, which does not show them', async () => {
    const secret = generateSecret();
    const hash = await hashSecret(secret);
    assert.ok(await matchesSecret(secret, hash));
    assert.equal(await matchesSecret(`${secret}x`, hash), false);
    assert.equal(await matchesSecret('', hash), false);
    assert.equal(hash.includes(secret), false);
    assert.notEqual(await hashSecret(secret), hash);
  });
});
