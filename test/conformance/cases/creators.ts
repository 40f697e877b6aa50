// SPDX-License-Identifier: Apache-2.0
import { casesOf } from '../conformance-case.js';
import { identityOf } from '../wire/identity.js';
import { threeWays } from './three-ways.js';

const DAY_MS = 86_400_000;
const days = (count: number): Date => new Date(Date.now() + count * DAY_MS);

/** Who may propose. */
export const creatorCases = casesOf('creators', {
  'an administrator may propose': (t) => threeWays(t, t.as(t.stage.admins.alpha)),
  'a peer may not write': (t) => threeWays(t, t.as(t.stage.peers.alpha)),
  'a client of another organisation may propose at this peer': (t) =>
    threeWays(t, t.as(t.beta.identity), { organizations: ['AlphaMSP'] }),
  'an expired certificate is refused': async (t) => threeWays(t, t.as(await t.stage.registries.alpha.certifyExpired())),
  'a certificate from before its root is refused': async (t) =>
    threeWays(t, t.as(await t.stage.registries.alpha.certify({ name: 'old', notBefore: days(-2) }))),
  'a certificate that is not valid yet is taken, since only its end counts': async (t) => {
    const identity = await t.stage.registries.alpha.certify({ name: 'early', notBefore: days(1), notAfter: days(2) });
    return threeWays(t, t.as(identity));
  },
  'a certificate of an unknown root is refused': async (t) =>
    threeWays(t, t.as(await t.stage.foreignRegistry.certify({ name: 'stranger' }))),
  'a certificate of another organisation is refused': (t) => {
    const { certPem, key } = t.beta.identity;
    return threeWays(t, t.as(identityOf('AlphaMSP', certPem, key)));
  },
  'an organisation that the channel does not have is refused': (t) => {
    const { certPem, key } = t.alpha.identity;
    return threeWays(t, t.as(identityOf('DeltaMSP', certPem, key)));
  },
  'a creator that is no identity is refused': (t) =>
    threeWays(t, t.alpha, { forgery: { creator: Buffer.from('nobody') } }),
  'a creator without certificate is refused': (t) =>
    threeWays(t, t.as(identityOf('AlphaMSP', 'no certificate', t.alpha.identity.key))),
  'an empty creator is refused': (t) => threeWays(t, t.alpha, { forgery: { creator: new Uint8Array(0) } }),
  'a certificate without a unit of the organisation is refused': async (t) =>
    threeWays(t, t.as(await t.stage.registries.alpha.certify({ name: 'no unit', units: [] }))),
  'a certificate with an unknown unit is refused': async (t) =>
    threeWays(t, t.as(await t.stage.registries.alpha.certify({ name: 'guest', units: ['guest'] }))),
  'a certificate with two roles is refused': async (t) =>
    threeWays(t, t.as(await t.stage.registries.alpha.certify({ name: 'both', units: ['client', 'admin'] }))),
  'an orderer of an organisation of peers may not write': async (t) =>
    threeWays(t, t.as(await t.stage.registries.alpha.certify({ name: 'orderer', units: ['orderer'] }))),
  'the chaincode sees identity, role and attributes of its caller': async (t) => {
    const identity = await t.stage.registries.alpha.certify({
      name: 'attributed',
      attributes: { 'conformance.role': 'auditor' },
    });
    // How an authority is called is its operator's choice.
    const seen = JSON.stringify(await t.evaluate(t.as(identity), [['clientIdentity']]));
    return JSON.parse(seen.replace(/(x509::[^"]*::)[^"]*/, '$1<issuer>')) as object;
  },
});
