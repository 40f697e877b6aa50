// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers } from '@hyperledger/fabric-gateway';
import {
  deployToTestNetwork,
  startNativeNetwork,
  testNetworkShape,
  type DeployedToTestNetwork,
  type NativeNetwork,
  type TestNetworkDeployment,
} from '@wattpass/network';
import { FabricCaClient } from '../support/fabric-ca-client.js';
import { requireFabric, startOrSkip } from '../support/require-fabric.js';

const channel = 'mychannel';
const probe = resolve(import.meta.dirname, '../../support/chaincode/probe');
const shim = createRequire(import.meta.url).resolve('fabric-shim/cli.js');

function workFor(root: string): TestNetworkDeployment {
  return {
    organizationsDir: join(root, 'test-network', 'organizations'),
    stateDir: join(root, 'deployment'),
    channel,
    chaincode: {
      name: 'probe',
      version: '1',
      collections: [
        {
          name: 'operatorUser',
          policy: "OR('Org1MSP.member', 'Org2MSP.member')",
          requiredPeerCount: 0,
          maxPeerCount: 1,
          blockToLive: 0,
          memberOnlyRead: true,
          memberOnlyWrite: true,
          endorsementPolicy: { signaturePolicy: "OR('Org1MSP.peer')" },
        },
      ],
      server: {
        command: process.execPath,
        args: [shim, 'server'],
        cwd: probe,
        env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error' },
      },
    },
    addresses: ['{{.peername}}_probe_ccaas:9999', '{{.peername}}_probe_ccaas:9999'],
    // Where the shape's peers find what would be containers.
    serveAt: ['127.0.0.11:9999', '127.0.0.12:9999'],
  };
}

type Calls = (use: {
  submit: (name: string, args: string[], transient?: Record<string, string>) => Promise<string>;
  evaluate: (name: string, ...args: string[]) => Promise<string>;
}) => Promise<void>;

/** Acts as somebody whom the organisation's authority certifies, over Fabric's own client. */
async function as({ organizations }: DeployedToTestNetwork, name: string, calls: Calls): Promise<void> {
  const { ca, mspId, peerEndpoint, tlsCaCertFile, tlsServerName } = organizations.find((each) => each.name === name)!;
  const authority = new FabricCaClient(ca.url, ca.tlsCaCertFile, ca.caName);
  const registrar = await authority.enrolled(ca.registrarId, await readFile(ca.registrarSecretFile, 'utf8'));
  const id = `${name}-person`;
  const attrs = [{ name: 'wattpass.role', value: 'operator', ecert: true }];
  const body = { id, type: 'client', affiliation: '', caname: ca.caName, attrs };
  const registration = await authority.callAs(registrar, 'POST', '/api/v1/register', body);
  const { certPem, key } = await authority.enrolled(id, registration.result['secret'] as string);
  const grpc = new Client(peerEndpoint, credentials.createSsl(await readFile(tlsCaCertFile)), {
    'grpc.ssl_target_name_override': tlsServerName,
  });
  const gateway = connect({
    client: grpc,
    identity: { mspId, credentials: Buffer.from(certPem) },
    signer: signers.newPrivateKeySigner(key),
  });
  const contract = gateway.getNetwork(channel).getContract('probe');
  try {
    await calls({
      submit: async (transaction, args, transient = {}) =>
        Buffer.from(await contract.submit(transaction, { arguments: args, transientData: transient })).toString(),
      evaluate: async (transaction, ...args) =>
        Buffer.from(
          await contract.evaluate(transaction, { arguments: args, endorsingOrganizations: [mspId] }),
        ).toString(),
    });
  } finally {
    gateway.close();
    grpc.close();
  }
}

async function eventually(attempt: () => Promise<void>): Promise<void> {
  for (let left = 40; ; left -= 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) {
        throw error;
      }
      await delay(250);
    }
  }
}

for (const crypto of ['ca', 'cryptogen'] as const) {
  describe(`a deployment onto a network in test-network's shape, certificates from ${crypto}`, function () {
    this.timeout(180_000);
    let root: string | undefined;
    let network: NativeNetwork | undefined;
    let deployed: DeployedToTestNetwork | undefined;

    before(async function () {
      await requireFabric(this);
      root = await mkdtemp(join(tmpdir(), 'test-network-'));
      const stateDir = join(root, 'test-network');
      network = await startOrSkip(this, () =>
        startNativeNetwork({ ...testNetworkShape(channel), crypto, stateDir, chaincodes: [] }),
      );
      deployed = await deployToTestNetwork(workFor(root));
    });
    after(async () => {
      await deployed?.stop();
      await network?.stop();
      if (root !== undefined) {
        await rm(root, { recursive: true });
      }
    });

    it('commits the first definition, with the peers named as their builder is told', () => {
      assert.equal(deployed!.sequence, 1);
      assert.deepEqual(
        deployed!.servers.map(({ mspId, peerName }) => [mspId, peerName]),
        [
          ['Org1MSP', 'peer0org1'],
          ['Org2MSP', 'peer0org2'],
        ],
      );
    });

    it('runs transactions that both organisations endorse, by people with a role', async () => {
      await as(deployed!, 'org1', async ({ submit, evaluate }) => {
        await submit('put', ['battery', 'b-1']);
        assert.match(await evaluate('whoami'), /Org1MSP/);
        await submit('putPrivate', ['operatorUser', 'usage'], { value: 'secret' });
      });
      await as(deployed!, 'org2', async ({ evaluate }) => {
        await eventually(async () => {
          assert.equal(await evaluate('get', 'battery'), 'b-1');
          assert.equal(await evaluate('getPrivate', 'operatorUser', 'usage'), 'secret');
        });
      });
    });

    it('does nothing the second time, and goes one up for another version', async () => {
      await deployed!.stop();
      deployed = undefined;
      const work = workFor(root!);
      const again = await deployToTestNetwork(work);
      assert.deepEqual([again.sequence, again.isNew], [1, false]);
      await again.stop();
      deployed = await deployToTestNetwork({ ...work, chaincode: { ...work.chaincode, version: '2' } });
      assert.deepEqual([deployed.sequence, deployed.isNew], [2, true]);
    });
  });
}
