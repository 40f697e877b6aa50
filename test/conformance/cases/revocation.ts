// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { FabricCaClient, type Enrolled } from '../../support/fabric-ca-client.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import { configIn, revocationUpdate } from '../wire/config-update.js';
import { identityOf } from '../wire/identity.js';
import { threeWays } from './three-ways.js';

/** Alpha's authority with its registrar. */
async function openAuthority(t: Scene): Promise<{ ca: FabricCaClient; registrar: Enrolled; caName: string }> {
  const { url, tlsCaCertFile, caName, registrarId, registrarSecretFile } = t.stage.ledger.authorities.alpha;
  const ca = new FabricCaClient(url, tlsCaCertFile, caName);
  return {
    ca,
    caName,
    registrar: await ca.enrolled(registrarId, (await readFile(registrarSecretFile, 'utf8')).trim()),
  };
}

/** Brings a list of revocations into the channel, where that is how it comes to count. */
async function publish(t: Scene, crlPem: string): Promise<void> {
  if (!t.stage.ledger.needsRevocationsInChannel) return;
  const next = (await t.newestBlock(t.alpha)) + 1;
  const update = revocationUpdate(
    configIn(await t.block(0)),
    { channel: CHANNEL, organization: 'alpha', crlPem },
    t.stage.admins.alpha,
  );
  const [answer] = await t.stage.orderer.order([update]);
  assert.equal(answer?.status, 'SUCCESS', answer?.info);
  await t.awaitBlock(next);
}

/** Last of all, because they change the channel's configuration on real Fabric. */
export const revocationCases = casesOf('revocation', {
  'a certificate counts until it is revoked, another of its organisation after': async (t) => {
    const { ca, caName, registrar } = await openAuthority(t);
    const registration = await ca.callAs(registrar, 'POST', '/api/v1/register', {
      id: 'to-be-revoked',
      type: 'client',
      caname: caName,
    });
    assert.equal(registration.success, true, JSON.stringify(registration.errors));
    const { certPem, key } = await ca.enrolled('to-be-revoked', String(registration.result['secret']));
    const person = t.as(identityOf('AlphaMSP', certPem, key));
    const before = await threeWays(t, person);
    const revocation = await ca.callAs(registrar, 'POST', '/api/v1/revoke', {
      id: 'to-be-revoked',
      reason: 'keycompromise',
      gencrl: true,
      caname: caName,
    });
    assert.equal(revocation.success, true, JSON.stringify(revocation.errors));
    await publish(t, Buffer.from(String(revocation.result['CRL']), 'base64').toString());
    return { before, after: await threeWays(t, person), others: await threeWays(t, t.alpha) };
  },
});
