// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { collectionsConfig, organisations, type Organisation } from '@wattpass/launch';

const byName = (list: readonly Organisation[]) => new Map(collectionsConfig(list).map((entry) => [entry.name, entry]));

describe('collections of a topology', () => {
  it('has the nine collections of the design, members and endorsers as written there', () => {
    // design 2: collection -> endorsing organisation and members, by hand
    const expected: Record<string, readonly [string, string]> = {
      factory: ['Producer', 'Producer Operator User Recycler'],
      logisticsDetail: ['Logistics', 'Logistics Operator'],
      usage: ['Operator', 'Operator User'],
      runMode: ['User', 'Operator User'],
      conditionOperator: ['Operator', 'Operator User Recycler'],
      conditionRecycler: ['Recycler', 'Operator User Recycler'],
      maintenanceOperator: ['Operator', 'Operator User Recycler'],
      maintenanceRecycler: ['Recycler', 'Operator User Recycler'],
      recycling: ['Recycler', 'Producer Recycler'],
    };
    const policy = (names: string): string =>
      `OR(${names
        .split(' ')
        .map((name) => `'${name}MSP.member'`)
        .join(',')})`;
    const found = byName(organisations);
    assert.deepEqual([...found.keys()].sort(), Object.keys(expected).sort());
    for (const [name, [writer, members]] of Object.entries(expected)) {
      assert.equal(found.get(name)?.policy, policy(members), name);
      assert.equal(found.get(name)?.endorsementPolicy.signaturePolicy, policy(writer), name);
    }
  });

  it('lets members alone read and write, and keeps what was written', () => {
    for (const entry of collectionsConfig(organisations)) {
      assert.equal(entry.memberOnlyRead, true);
      assert.equal(entry.memberOnlyWrite, true);
      assert.equal(entry.blockToLive, 0);
      assert.ok(entry.maxPeerCount >= entry.requiredPeerCount);
    }
  });

  it('follows the roles where two organisations share them', () => {
    const found = byName([
      { name: 'org1', mspId: 'Org1MSP', roles: ['producer', 'logistics', 'recycler'], domain: 'org1.example' },
      { name: 'org2', mspId: 'Org2MSP', roles: ['operator', 'user', 'station'], domain: 'org2.example' },
    ]);
    assert.equal(found.get('factory')?.policy, "OR('Org1MSP.member','Org2MSP.member')");
    assert.equal(found.get('factory')?.endorsementPolicy.signaturePolicy, "OR('Org1MSP.member')");
    assert.equal(found.get('recycling')?.policy, "OR('Org1MSP.member')");
    assert.equal(found.get('recycling')?.maxPeerCount, 1);
  });
});
