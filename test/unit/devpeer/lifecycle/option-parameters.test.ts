// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { optionParameters } from '@wattpass/devpeer/internal/lifecycle/option-parameters';

const server = { address: '127.0.0.1:9999' };

describe('the parameters of a chaincode of the options', () => {
  it('refer to the policy of the channel where none is named', () => {
    const { validationParameter, ...rest } = optionParameters({ name: 'basic', version: '1.0', server });
    // ApplicationPolicy with field 2 (reference).
    assert.equal(Buffer.from(validationParameter).toString('latin1'), '\x12\x20/Channel/Application/Endorsement');
    assert.equal(rest.endorsementPlugin, 'escc');
    assert.equal(rest.validationPlugin, 'vscc');
    assert.equal(rest.collections.getConfigList().length, 0);
  });

  it("have the defaults of Fabric's own command line for collections", () => {
    const { collections } = optionParameters({
      name: 'basic',
      version: '1.0',
      server,
      collections: [{ name: 'c', policy: "OR('AMSP.member')", blockToLive: 3, memberOnlyRead: true }],
    });
    const [config] = collections.getConfigList();
    const collection = config?.getStaticCollectionConfig();
    assert.equal(collection?.getName(), 'c');
    assert.equal(collection.getRequiredPeerCount(), 0);
    assert.equal(collection.getMaximumPeerCount(), 1);
    assert.equal(collection.getBlockToLive(), 3);
    assert.equal(collection.getMemberOnlyRead(), true);
    assert.equal(collection.getMemberOnlyWrite(), false);
    assert.equal(collection.hasEndorsementPolicy(), false);
  });
});
