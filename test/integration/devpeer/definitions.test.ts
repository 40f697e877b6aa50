// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { DevPeerOptionsError, type ChaincodeOptions } from '@wattpass/devpeer';
import { peer as protos } from '@hyperledger/fabric-protos';
import { connectAdmin } from '../../support/devpeer/probe-client.js';
import { verifyState } from '../../support/devpeer/devpeer-process.js';
import { probeChaincode, startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

describe('devpeer: chaincode definitions', function () {
  this.timeout(180_000);
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeEach(async () => {
    state = await temporaryDirectory('devpeer-definitions');
  });

  afterEach(async () => {
    await state.remove();
  });

  /** Starts, does something as alpha's administrator, and stops; gives the number of blocks. */
  async function session(chaincode: ChaincodeOptions, act: (definition: Definition) => void): Promise<number> {
    const peer = await startProbeNetwork(state.path, { chaincodes: [chaincode] });
    try {
      const alpha = await connectAdmin(peer, 'alpha');
      const query = new protos.lifecycle.QueryChaincodeDefinitionArgs();
      query.setName('probe');
      const bytes = await alpha.network
        .getContract('_lifecycle')
        .evaluate('QueryChaincodeDefinition', { arguments: [query.serializeBinary()] });
      await alpha.contract.submitTransaction('put', 'key', 'value');
      alpha.close();
      act(protos.lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes));
      return peer.height();
    } finally {
      await peer.stop();
    }
  }

  it('are committed once, and again with the next number when the options change', async () => {
    const first = await session(probeChaincode(), (definition) => {
      assert.equal(definition.getSequence(), 1);
      assert.equal(definition.getApprovalsMap().get('GammaMSP'), true);
    });
    const second = await session(probeChaincode(), (definition) => {
      assert.equal(definition.getSequence(), 1);
    });
    assert.equal(second, first + 1, 'only the one transaction is new');
    const collections = [...(probeChaincode().collections ?? []), { name: 'added', policy: "OR('BetaMSP.member')" }];
    const third = await session(probeChaincode({ version: '2.0', collections }), (definition) => {
      assert.equal(definition.getSequence(), 2);
      assert.equal(definition.getVersion(), '2.0');
      assert.equal(definition.getCollections()?.getConfigList().length, collections.length);
    });
    assert.equal(third, second + 3, 'approvals, the definition, the transaction');
    const { report } = await verifyState(state.path);
    assert.deepEqual(report.problems, []);
  });

  it('cannot drop a collection', async () => {
    await session(probeChaincode(), () => undefined);
    await assert.rejects(
      startProbeNetwork(state.path, { chaincodes: [probeChaincode({ collections: [] })] }),
      (error) => {
        assert.ok(error instanceof DevPeerOptionsError);
        assert.equal(error.field, 'chaincodes[0]');
        assert.match(error.message, /does not contain previously defined collections/);
        return true;
      },
    );
  });

  it('cannot change under the number that is committed', async () => {
    await session(probeChaincode({ sequence: 1 }), () => undefined);
    await assert.rejects(
      startProbeNetwork(state.path, { chaincodes: [probeChaincode({ sequence: 1, version: '2.0' })] }),
      /chaincodes\[0\]\.sequence: must be larger than 1/,
    );
  });
});

type Definition = InstanceType<typeof protos.lifecycle.QueryChaincodeDefinitionResult>;
