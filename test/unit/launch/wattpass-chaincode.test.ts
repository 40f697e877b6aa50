// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { majorityOf, organisations, wattpassChaincode } from '@wattpass/launch';

describe('the definition of the chaincode', () => {
  it('lets four of the six organisations’ peers endorse together', () => {
    assert.equal(
      wattpassChaincode().endorsementPolicy,
      "OutOf(4, 'ProducerMSP.peer', 'LogisticsMSP.peer', 'OperatorMSP.peer', 'UserMSP.peer', 'StationMSP.peer', 'RecyclerMSP.peer')",
    );
  });

  for (const [members, needed] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
  ] as const) {
    it(`asks for ${needed} of ${members}, more than half`, () => {
      assert.ok(majorityOf(organisations.slice(0, members)).startsWith(`OutOf(${needed}, `));
    });
  }
});
