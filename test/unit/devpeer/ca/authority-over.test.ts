// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { requireAuthorityOver, requireAuthorityToGrant } from '@wattpass/devpeer/internal/ca/authority-over';
import type { RegisteredIdentity } from '@wattpass/devpeer/internal/ca/registry';

function registrar(attributes: Record<string, string>, affiliation = ''): RegisteredIdentity {
  const list = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  return { id: 'r', type: 'client', affiliation, maxEnrollments: -1, secretHash: '', attributes: list };
}

const forbidden = { status: 403, code: 71, message: 'Authorization failure' };

describe('a registrar', () => {
  const garage = registrar({ 'hf.Registrar.Roles': 'client, peer' }, 'operator.garage');

  it('acts on the types it may register, within its affiliation', () => {
    requireAuthorityOver(garage, 'peer', 'operator.garage');
    requireAuthorityOver(garage, 'client', 'operator.garage.shift1');
    requireAuthorityOver(registrar({ 'hf.Registrar.Roles': '*' }), 'admin', 'anything');
  });

  const refused: [string, string][] = [
    ['admin', 'operator.garage'],
    ['client', 'operator'],
    ['client', 'operator.garages'],
    ['client', ''],
  ];
  for (const [type, affiliation] of refused) {
    it(`does not act on ${type} at '${affiliation}'`, () => {
      assert.throws(() => {
        requireAuthorityOver(garage, type, affiliation);
      }, forbidden);
    });
  }

  it('is one only with the attribute', () => {
    assert.throws(() => {
      requireAuthorityOver(registrar({}), 'client', '');
    }, forbidden);
  });
});

describe('granting attributes', () => {
  const holder = registrar({
    'hf.Registrar.Attributes': 'wattpass.*, note, hf.Revoker, hf.GenCRL, hf.Registrar.Roles',
    'hf.Registrar.Roles': 'client,peer',
    'hf.Revoker': 'true',
    'hf.GenCRL': 'false',
  });
  const grants: [string, string, boolean][] = [
    ['wattpass.role', 'operator', true],
    ['note', 'x', true],
    ['notes', 'x', false],
    ['other', 'x', false],
    ['hf.Revoker', 'true', true],
    ['hf.Revoker', 'maybe', false],
    ['hf.GenCRL', 'true', false],
    ['hf.IntermediateCA', 'true', false],
    ['hf.Registrar.Roles', 'peer', true],
    ['hf.Registrar.Roles', 'peer,admin', false],
    ['hf.EnrollmentID', 'root', false],
  ];
  for (const [name, value, allowed] of grants) {
    it(`${allowed ? 'allows' : 'refuses'} ${name}=${value}`, () => {
      const grant = () => {
        requireAuthorityToGrant(holder, [{ name, value }]);
      };
      if (allowed) {
        grant();
      } else {
        assert.throws(grant, forbidden);
      }
    });
  }

  it('keeps the fixed attributes even from a registrar of everything', () => {
    const root = registrar({ 'hf.Registrar.Attributes': '*' });
    assert.throws(() => {
      requireAuthorityToGrant(root, [{ name: 'hf.Type', value: 'peer' }]);
    }, forbidden);
    requireAuthorityToGrant(root, [{ name: 'anything', value: '' }]);
  });

  it('refuses everything without the attribute', () => {
    assert.throws(() => {
      requireAuthorityToGrant(registrar({}), [{ name: 'x', value: '' }]);
    }, forbidden);
  });
});
