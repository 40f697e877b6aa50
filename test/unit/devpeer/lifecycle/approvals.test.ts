// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { peer } from '@hyperledger/fabric-protos';
import {
  approve,
  approvedPackage,
  checkCommitReadiness,
  commitDefinition,
  type ProposedDefinition,
} from '@wattpass/devpeer/internal/lifecycle/approvals';
import { readDefinition } from '@wattpass/devpeer/internal/lifecycle/chaincode-parameters';
import type { HashedState, WritableState } from '@wattpass/devpeer/internal/lifecycle/stored-structure';

/** State in memory that also shows its hashes. */
class Memory implements WritableState, HashedState {
  readonly values = new Map<string, Uint8Array>();
  get(key: string): Uint8Array | undefined {
    return this.values.get(key);
  }
  put(key: string, value: Uint8Array): void {
    this.values.set(key, value);
  }
  delete(key: string): void {
    this.values.delete(key);
  }
  hash(key: string): Uint8Array | undefined {
    const value = this.values.get(key);
    return value && createHash('sha256').update(value).digest();
  }
}

function definition(changes: Partial<ProposedDefinition['parameters']> = {}, sequence = 1): ProposedDefinition {
  return {
    name: 'basic',
    sequence,
    parameters: {
      version: '1.0',
      endorsementPlugin: 'escc',
      initRequired: false,
      validationPlugin: 'vscc',
      validationParameter: Buffer.from('policy'),
      collections: new peer.CollectionConfigPackage(),
      ...changes,
    },
  };
}

describe('approvals of chaincode definitions', () => {
  let channel: Memory;
  let alpha: Memory;
  let beta: Memory;
  let organizations: Map<string, HashedState>;

  beforeEach(() => {
    [channel, alpha, beta] = [new Memory(), new Memory(), new Memory()];
    organizations = new Map([
      ['AlphaMSP', alpha],
      ['BetaMSP', beta],
    ]);
  });

  it('are kept under the name and number, in the layout of Fabric', () => {
    approve(definition(), 'basic_1.0:ab', channel, alpha);
    assert.deepEqual([...alpha.values.keys()].sort(), [
      'chaincode-sources/fields/basic#1/PackageID',
      'chaincode-sources/metadata/basic#1',
      'namespaces/fields/basic#1/Collections',
      'namespaces/fields/basic#1/EndorsementInfo',
      'namespaces/fields/basic#1/ValidationInfo',
      'namespaces/metadata/basic#1',
    ]);
    // StateData with field 3 (text) of 12 bytes; StateMetadata with field 1 (type) and one field 2 (name).
    assert.equal(
      Buffer.from(alpha.values.get('chaincode-sources/fields/basic#1/PackageID')!).toString('latin1'),
      '\x1a\x0cbasic_1.0:ab',
    );
    assert.equal(
      Buffer.from(alpha.values.get('chaincode-sources/metadata/basic#1')!).toString('latin1'),
      '\x0a\x15ChaincodeLocalPackage\x12\x09PackageID',
    );
    assert.equal(approvedPackage(alpha, 'basic', 1), 'basic_1.0:ab');
  });

  it('show who is ready, and what differs for the others', () => {
    approve(definition(), 'p', channel, alpha);
    approve(definition({ version: '1.1' }), 'p', channel, beta);
    assert.deepEqual(
      [...checkCommitReadiness(definition(), channel, organizations)],
      [
        ['AlphaMSP', []],
        ['BetaMSP', ['EndorsementInfo']],
      ],
    );
  });

  it('lead to a definition, which only those who approved endorse', () => {
    approve(definition(), 'p', channel, alpha);
    assert.throws(() => {
      commitDefinition(definition(), 'BetaMSP', new Memory(), organizations);
    }, /not agreed to by this org \(BetaMSP\)/);
    commitDefinition(definition(), 'AlphaMSP', channel, organizations);
    assert.equal(readDefinition(channel, 'basic')?.sequence, 1);
    assert.equal(readDefinition(channel, 'basic')?.version, '1.0');
    // StateData with field 1 (integer) of 1.
    assert.deepEqual([...channel.values.get('namespaces/fields/basic/Sequence')!], [8, 1]);
  });

  it('of a later definition change only the keys that differ', () => {
    approve(definition(), 'p', channel, alpha);
    commitDefinition(definition(), 'AlphaMSP', channel, organizations);
    approve(definition({ version: '2.0' }, 2), 'p', channel, alpha);
    const written: string[] = [];
    const watched: WritableState = {
      get: (key) => channel.get(key),
      put: (key, value) => {
        written.push(key);
        channel.put(key, value);
      },
      delete: (key) => {
        channel.delete(key);
      },
    };
    commitDefinition(definition({ version: '2.0' }, 2), 'AlphaMSP', watched, organizations);
    assert.deepEqual(written, ['namespaces/fields/basic/Sequence', 'namespaces/fields/basic/EndorsementInfo']);
  });

  it('may be given once more for what is committed, if the package is another', () => {
    approve(definition(), 'p', channel, alpha);
    commitDefinition(definition(), 'AlphaMSP', channel, organizations);
    assert.throws(() => {
      approve(definition(), 'p', channel, alpha);
    }, /attempted to redefine the current committed sequence \(1\) for namespace basic$/);
    approve(definition(), 'q', channel, alpha);
    assert.equal(approvedPackage(alpha, 'basic', 1), 'q');
  });
});
