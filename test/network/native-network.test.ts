// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers, type Contract, type Gateway } from '@hyperledger/fabric-gateway';
import { startNativeNetwork, type NativeNetwork, type NativeNetworkOptions } from '@wattpass/network';
import { FabricCaClient, type Enrolled } from '../support/fabric-ca-client.js';
import { requireFabric } from '../support/require-fabric.js';

const names = ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'];
const probe = resolve(import.meta.dirname, '../../support/chaincode/probe');
const shim = createRequire(import.meta.url).resolve('fabric-shim/cli.js');

function optionsFor(stateDir: string, version: string): NativeNetworkOptions {
  return {
    stateDir,
    channel: 'probes',
    organizations: names.map((name) => ({ name, mspId: `${name[0]!.toUpperCase()}${name.slice(1)}MSP` })),
    chaincodes: [
      {
        name: 'probe',
        version,
        collections: [
          {
            name: 'operatorUser',
            policy: "OR('OperatorMSP.member', 'UserMSP.member')",
            requiredPeerCount: 0,
            maxPeerCount: 1,
            blockToLive: 0,
            memberOnlyRead: true,
            memberOnlyWrite: true,
            endorsementPolicy: { signaturePolicy: "OR('OperatorMSP.peer')" },
          },
        ],
        server: {
          command: process.execPath,
          args: [shim, 'server'],
          cwd: probe,
          env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error' },
        },
      },
    ],
    log: (line) => {
      if (process.env['NETWORK_LOG'] !== undefined) {
        process.stderr.write(`${line}\n`);
      }
    },
  };
}

async function enrollmentOf(network: NativeNetwork, name: string, id: string): Promise<Enrolled> {
  const { ca } = network.organizations.find((organization) => organization.name === name)!;
  const client = new FabricCaClient(ca.url, ca.tlsCaCertFile, ca.caName);
  const registrar = await client.enrolled(ca.registrarId, await readFile(ca.registrarSecretFile, 'utf8'));
  const registration = await client.callAs(registrar, 'POST', '/api/v1/register', {
    id,
    type: 'client',
    affiliation: name,
    caname: ca.caName,
    attrs: [{ name: 'wattpass.role', value: name, ecert: true }],
  });
  assert.equal(registration.status, 201, JSON.stringify(registration.errors));
  return client.enrolled(id, registration.result['secret'] as string);
}

/** A client of one organisation over Fabric's own library, unmodified. */
class Member {
  private constructor(
    private readonly grpc: Client,
    private readonly gateway: Gateway,
    readonly contract: Contract,
    private readonly mspId: string,
  ) {}

  static async of(network: NativeNetwork, name: string, { certPem, key }: Enrolled): Promise<Member> {
    const { mspId, peerEndpoint, tlsCaCertFile, tlsServerName } = network.organizations.find(
      (organization) => organization.name === name,
    )!;
    const tls = credentials.createSsl(await readFile(tlsCaCertFile));
    const grpc = new Client(peerEndpoint, tls, { 'grpc.ssl_target_name_override': tlsServerName });
    const gateway = connect({
      client: grpc,
      identity: { mspId, credentials: Buffer.from(certPem) },
      signer: signers.newPrivateKeySigner(key),
      endorseOptions: () => ({ deadline: Date.now() + 30_000 }),
      commitStatusOptions: () => ({ deadline: Date.now() + 30_000 }),
    });
    return new Member(grpc, gateway, gateway.getNetwork(network.channel).getContract('probe'), mspId);
  }

  async submit(transaction: string, ...args: string[]): Promise<string> {
    return Buffer.from(await this.contract.submitTransaction(transaction, ...args)).toString();
  }

  async submitPrivate(transaction: string, value: string, ...args: string[]): Promise<string> {
    const transientData = { value: Buffer.from(value) };
    return Buffer.from(await this.contract.submit(transaction, { arguments: args, transientData })).toString();
  }

  /** Runs on the own organisation's peer and no other. */
  async evaluate(transaction: string, ...args: string[]): Promise<string> {
    const proposal = { arguments: args, endorsingOrganizations: [this.mspId] };
    return Buffer.from(await this.contract.evaluate(transaction, proposal)).toString();
  }

  close(): void {
    this.gateway.close();
    this.grpc.close();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 60; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) {
        throw error;
      }
      await delay(250);
    }
  }
}

describe('a native network of six organisations', function () {
  this.timeout(180_000);
  let stateDir: string;
  let network: NativeNetwork | undefined;
  const enrolled = new Map<string, Enrolled>();
  const members = new Map<string, Member>();

  before(async function () {
    await requireFabric(this);
    stateDir = await mkdtemp(join(tmpdir(), 'native-network-'));
    network = await startNativeNetwork(optionsFor(stateDir, '1'));
    for (const name of ['operator', 'user', 'recycler']) {
      enrolled.set(name, await enrollmentOf(network, name, `${name}-person`));
    }
    await connectMembers();
  });

  after(async () => {
    closeMembers();
    await network?.stop();
    if (network !== undefined) {
      await rm(stateDir, { recursive: true });
    }
  });

  async function connectMembers(): Promise<void> {
    for (const [name, identity] of enrolled) {
      members.set(name, await Member.of(network!, name, identity));
    }
  }

  function closeMembers(): void {
    members.forEach((member) => {
      member.close();
    });
    members.clear();
  }

  const as = (name: string) => members.get(name)!;

  it('runs Fabric itself: a server of authorities, three orderers, six peers, six chaincode servers', () => {
    const { pids } = network!;
    assert.equal([...pids.keys()].filter((id) => id.startsWith('peer-')).length, 6);
    assert.equal([...pids.keys()].filter((id) => id.startsWith('orderer')).length, 3);
    assert.equal([...pids.keys()].filter((id) => id.startsWith('chaincode-probe-')).length, 6);
    assert.ok([...pids.values()].every(isRunning));
    assert.match(network!.fabricVersion, /^v?\d+\.\d+/);
  });

  it('commits what a majority endorsed, at once after the start, and shows it on another peer', async () => {
    await as('operator').submit('put', 'battery', 'b-1');
    assert.equal(await eventually(async () => nonEmpty(await as('recycler').evaluate('get', 'battery'))), 'b-1');
  });

  it('knows a person by certificate and attributes from the Fabric CA', async () => {
    const answer = await as('user').evaluate('whoami');
    assert.match(answer, /UserMSP/);
    assert.match(answer, /user-person/);
    const { raw } = new X509Certificate(enrolled.get('user')!.certPem);
    assert.ok(raw.includes('"wattpass.role":"user"'));
  });

  it('keeps private data to the members of their collection', async () => {
    await as('operator').submitPrivate('putPrivate', 'secret', 'operatorUser', 'usage');
    const atUser = () => as('user').evaluate('getPrivate', 'operatorUser', 'usage');
    assert.equal(await eventually(async () => nonEmpty(await atUser())), 'secret');
    await assert.rejects(as('recycler').evaluate('getPrivate', 'operatorUser', 'usage'));
  });

  it('does not let another organisation write into the collection', async () => {
    await assert.rejects(as('recycler').submitPrivate('putPrivate', 'forged', 'operatorUser', 'usage'));
    assert.equal(await as('operator').evaluate('getPrivate', 'operatorUser', 'usage'), 'secret');
  });

  it('goes on while one of three orderers is gone, and starts it again', async () => {
    const before = network!.pids.get('orderer2');
    network!.kill('orderer2');
    for (let i = 0; i < 5; i += 1) {
      await eventually(() => as('operator').submit('put', `while-${i}`, 'x'));
    }
    await eventually(() => {
      const now = network!.pids.get('orderer2');
      assert.ok(now !== undefined && now !== before);
      return Promise.resolve();
    });
  });

  it('goes on from its state at a second start, with a chaincode of a new version', async () => {
    closeMembers();
    const pids = [...network!.pids.values()];
    const ports = network!.organizations.map(({ peerEndpoint }) => peerEndpoint);
    await network!.stop();
    assert.deepEqual(pids.filter(isRunning), []);

    network = await startNativeNetwork(optionsFor(stateDir, '2'));
    assert.deepEqual(
      network.organizations.map(({ peerEndpoint }) => peerEndpoint),
      ports,
    );
    await connectMembers();
    assert.equal(await as('recycler').evaluate('get', 'battery'), 'b-1');
    assert.equal(await as('user').evaluate('getPrivate', 'operatorUser', 'usage'), 'secret');
    await as('recycler').submit('put', 'battery', 'b-2');
    const noted = JSON.parse(await readFile(join(stateDir, 'deployments.json'), 'utf8')) as {
      probe: { version: string; sequence: number };
    };
    assert.deepEqual([noted.probe.version, noted.probe.sequence], ['2', 2]);
  });

  it('refuses to start twice on the same state, saying which ports are taken', async () => {
    await assert.rejects(startNativeNetwork(optionsFor(stateDir, '2')), {
      code: 'PORT_IN_USE',
      message: /peer of operator/,
    });
    assert.equal(await as('user').evaluate('get', 'battery'), 'b-2');
  });
});

function nonEmpty(value: string): string {
  assert.notEqual(value, '');
  return value;
}
