// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { roles, transactions, type Transaction, type TransactionName } from '@wattpass/chaincode/domain';
import { refusal } from '@wattpass/gateway-api/internal/auth/access.js';
import type { Account } from '@wattpass/gateway-api/internal/auth/account.js';
import { apiKeyHash, bearerKey, newApiKey } from '@wattpass/gateway-api/internal/auth/api-key.js';

const account: Account = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'person',
  name: 'Ada',
  delegate: false,
  admin: false,
  actorId: 'a'.repeat(32),
  createdAt: '2026-01-01T00:00:00.000Z',
};

describe('gateway-api access', () => {
  it('is closed where a route declares none', () => {
    assert.match(refusal(undefined, { ...account, admin: true, role: 'producer' }, 'off') ?? '', /not open/);
  });

  it('lets administrators alone into administration, with checks off too', () => {
    assert.ok(refusal({ kind: 'admin' }, account, 'off'));
    assert.equal(refusal({ kind: 'admin' }, { ...account, admin: true }, 'on'), undefined);
  });

  const names = Object.keys(transactions) as TransactionName[];
  it(`lets exactly the catalogue's roles call each of ${names.length} transactions`, () => {
    for (const name of names) {
      const entry: Transaction = transactions[name];
      for (const role of roles) {
        const reason = refusal({ kind: 'transaction', name }, { ...account, role, delegate: true }, 'on');
        assert.equal(reason === undefined, entry.roles.includes(role), `${name} for ${role}`);
      }
    }
  });

  it('wants a delegate where the catalogue does', () => {
    const access = { kind: 'transaction', name: 'consortium:vote' } as const;
    assert.ok(refusal(access, { ...account, role: 'user' }, 'on'));
    assert.equal(refusal(access, { ...account, role: 'user', delegate: true }, 'on'), undefined);
  });

  it('leaves roles to the contracts when checks are off, and where the account names none', () => {
    const access = { kind: 'transaction', name: 'battery:register' } as const;
    assert.equal(refusal(access, { ...account, role: 'recycler' }, 'off'), undefined);
    assert.equal(refusal(access, account, 'on'), undefined);
  });
});

describe('gateway-api API keys', () => {
  it('are never the same, and known by their hash', () => {
    const [first, second] = [newApiKey(), newApiKey()];
    assert.notEqual(first, second);
    assert.match(apiKeyHash(first), /^[0-9a-f]{64}$/);
    assert.equal(bearerKey(`Bearer ${first}`), first);
    assert.equal(bearerKey(`bearer ${first}`), first);
  });

  it('are found in no other header', () => {
    for (const header of [undefined, '', 'Bearer', 'Bearer wp_', `Basic ${newApiKey()}`, `Bearer ${newApiKey()} x`]) {
      assert.equal(bearerKey(header), undefined);
    }
  });
});
