// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { isDueForRenewal } from '@wattpass/gateway-api/internal/auth/certificate-lifetime.js';
import { FakeAuthority } from '../doubles/fake-authority.js';
import { TestGateway } from '../doubles/test-gateway.js';

const HOUR = 3_600_000;

describe('gateway-api certificates', () => {
  it('are due in the last quarter of their day, and no more once they have expired', async () => {
    const { certificate } = await new FakeAuthority().enroll('ada'); // valid for 24 hours from now
    const at = (hours: number): boolean => isDueForRenewal(certificate, new Date(Date.now() + hours * HOUR));
    assert.deepEqual([0, 17, 19, 23, 25].map(at), [false, false, true, true, false]);
  });

  it('are renewed for the same identity, the registrar included', async function () {
    this.timeout(30_000);
    const gateway = await TestGateway.start();
    const { accounts, accountService } = gateway.runtime;
    const admin = await accounts.byName('admin');
    assert.ok(admin);
    const before = await accounts.credentials(admin.id);
    assert.equal(await accountService.renewCertificates(new Date()), 0);
    assert.equal(await accountService.renewCertificates(new Date(Date.now() + 20 * HOUR)), 2);
    const after = await accounts.credentials(admin.id);
    assert.notEqual(after?.certificate, before?.certificate);
    assert.notEqual(after?.privateKey, before?.privateKey);
    assert.equal((await accounts.byName('admin'))?.actorId, admin.actorId);
    await gateway.stop();
  });
});
