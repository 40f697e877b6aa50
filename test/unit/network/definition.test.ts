// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { ChaincodeDefinition } from '@wattpass/network';
import { definitionDigest, nextSequence } from '@wattpass/network/internal/chaincode/definition';

const cargo: ChaincodeDefinition = { name: 'cargo', version: '1' };
const committed = { version: '1', sequence: 4, digest: definitionDigest(cargo) };

describe('nextSequence', () => {
  it('starts with 1', () => {
    assert.equal(nextSequence(cargo, undefined), 1);
  });

  it('leaves what is committed as it is', () => {
    assert.equal(nextSequence(cargo, committed), undefined);
    assert.equal(nextSequence({ ...cargo, sequence: 4 }, committed), undefined);
    assert.equal(nextSequence({ ...cargo, sequence: 2 }, committed), undefined);
  });

  const changes: Partial<ChaincodeDefinition>[] = [
    { version: '2' },
    { endorsementPolicy: "OR('AMSP.peer')" },
    { collections: [{ name: 'c', policy: "OR('AMSP.member')" }] },
    { sequence: 5 },
    { sequence: 9 },
  ];
  for (const change of changes) {
    it(`goes one up for a change of ${Object.keys(change).join()}: ${JSON.stringify(change).slice(0, 40)}`, () => {
      assert.equal(nextSequence({ ...cargo, ...change }, committed), 5);
    });
  }

  it('goes one up when other packages are to run', () => {
    assert.equal(nextSequence(cargo, committed, ['cargo_1:ab']), 5);
  });

  it('goes one up when what is committed is not known to be ours', () => {
    assert.equal(nextSequence(cargo, { version: '', sequence: 7, digest: '' }), 8);
  });
});
