// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { attributeExtension, ownAttributes } from '@wattpass/devpeer/internal/ca/attributes';
import type { AttributeRequest } from '@wattpass/devpeer/internal/ca/attributes';
import type { RegisteredIdentity } from '@wattpass/devpeer/internal/ca/registry';

const alice: RegisteredIdentity = {
  id: 'alice',
  type: 'client',
  affiliation: 'operator',
  maxEnrollments: -1,
  secretHash: '',
  attributes: [
    { name: 'wattpass.role', value: 'operator', ecert: true },
    { name: 'phone', value: '1' },
    ...ownAttributes('alice', 'client', 'operator'),
  ],
};

function attributesFor(requests?: AttributeRequest[]): unknown {
  const extension = attributeExtension(alice, requests);
  return extension && (JSON.parse(Buffer.from(extension.value).toString()) as { attrs: unknown }).attrs;
}

describe('attributeExtension', () => {
  it('carries what is marked ecert when nothing is asked for', () => {
    assert.deepEqual(attributesFor(), {
      'hf.Affiliation': 'operator',
      'hf.EnrollmentID': 'alice',
      'hf.Type': 'client',
      'wattpass.role': 'operator',
    });
  });

  it('carries exactly what is asked for', () => {
    assert.deepEqual(attributesFor([{ name: 'phone' }]), { phone: '1' });
    assert.deepEqual(attributesFor([]), {});
  });

  it('skips what is missing when optional, refuses otherwise', () => {
    assert.deepEqual(attributesFor([{ name: 'fax', optional: true }, { name: 'phone' }]), { phone: '1' });
    assert.throws(() => attributesFor([{ name: 'fax' }]), { status: 400, code: 81, message: /fax/ });
  });

  it('stands at the place and in the form that Fabric reads', () => {
    const extension = attributeExtension(alice, [{ name: 'phone' }])!;
    assert.equal(extension.type, '1.2.3.4.5.6.7.8.1');
    assert.equal(extension.critical, false);
    assert.equal(Buffer.from(extension.value).toString(), '{"attrs":{"phone":"1"}}');
  });

  it('is absent when nobody asks and nothing is marked', () => {
    assert.equal(attributeExtension({ ...alice, attributes: [] }, undefined), undefined);
  });
});
