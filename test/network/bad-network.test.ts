// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deployToTestNetwork,
  NetworkError,
  startNativeNetwork,
  testNetworkShape,
  type NativeNetwork,
  type NetworkErrorCode,
  type TestNetworkDeployment,
} from '@wattpass/network';
import { launchWith } from '../support/bad-input-run.js';
import { requireFabric, startOrSkip } from '../support/require-fabric.js';

/** Listens where a chaincode server should, and says nothing. */
const MUTE = `
  const [host, port] = process.env.CHAINCODE_SERVER_ADDRESS.split(':');
  require('node:net').createServer((socket) => socket.on('error', () => undefined)).listen(Number(port), host);
`;
const mute = { name: 'mute', version: '1', server: { command: process.execPath, args: ['-e', MUTE] } };

async function failureOf(attempt: Promise<unknown>, code: NetworkErrorCode): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    assert.ok(error instanceof NetworkError, String(error));
    assert.equal(error.code, code, error.message);
    return error.message;
  }
  throw new Error('it should have failed');
}

describe('bad input to a network of real Fabric', function () {
  this.timeout(180_000);
  const channel = 'mychannel';
  let root: string | undefined;
  let bin: string;
  let network: NativeNetwork | undefined;

  before(async function () {
    const { programs } = await requireFabric(this);
    bin = join(programs.peer, '..');
    root = mkdtempSync(join(tmpdir(), 'bad-network-'));
    const stateDir = join(root, 'tn/ledger');
    network = await startOrSkip(this, () =>
      startNativeNetwork({ ...testNetworkShape(channel), stateDir, chaincodes: [] }),
    );
  });
  after(async () => {
    await network?.stop();
    if (root !== undefined) {
      rmSync(root, { recursive: true, maxRetries: 5 });
    }
  });

  function deploy(change: Partial<TestNetworkDeployment> = {}): ReturnType<typeof deployToTestNetwork> {
    return deployToTestNetwork({
      organizationsDir: join(root!, 'tn/ledger/organizations'),
      stateDir: join(root!, 'deployment'),
      channel,
      chaincode: mute,
      addresses: ['{{.peername}}_mute_ccaas:9998', '{{.peername}}_mute_ccaas:9998'],
      ...change,
    });
  }

  it('a channel that nobody has joined is named, with the way to make it', async () => {
    const message = await failureOf(deploy({ channel: 'otherchannel' }), 'NOT_READY');
    assert.match(message, /the peer of org1 .* has not joined the channel otherchannel/);
    assert.match(message, /network\.sh createChannel -c otherchannel/);
  });

  it("another network's TLS roots are refused before anything is installed", async () => {
    const organizationsDir = join(root!, 'other');
    cpSync(join(root!, 'tn/ledger/organizations'), organizationsDir, { recursive: true });
    const tlsca = (n: number) => `peerOrganizations/org${n}.example.com/tlsca/tlsca.org${n}.example.com-cert.pem`;
    cpSync(join(organizationsDir, tlsca(1)), join(organizationsDir, tlsca(2)));
    const message = await failureOf(deploy({ organizationsDir }), 'TLS_REFUSED');
    assert.match(message, /the peer of org2 at localhost:9051 shows a certificate for .*peer0\.org2\.example\.com/);
    assert.ok(message.includes(join(organizationsDir, tlsca(2))));
    assert.match(message, /give that one, or bring this one up anew/);
  });

  it("another network's administrator is refused, with what to do", async () => {
    const organizationsDir = join(root!, 'foreign');
    cpSync(join(root!, 'tn/ledger/organizations'), organizationsDir, { recursive: true });
    const admin = (n: number) => `peerOrganizations/org${n}.example.com/users/Admin@org${n}.example.com/msp`;
    rmSync(join(organizationsDir, admin(2)), { recursive: true });
    cpSync(join(organizationsDir, admin(1)), join(organizationsDir, admin(2)), { recursive: true });
    const message = await failureOf(deploy({ organizationsDir }), 'STATE_MISMATCH');
    assert.match(message, /the peer of org2 .* does not know the administrator/);
    assert.ok(message.includes(join(organizationsDir, admin(2))));
  });

  it('an address for the chaincode that is taken is named', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(9998, '127.0.0.11', done));
    try {
      const serveAt = ['127.0.0.11:9998', '127.0.0.12:9998'] as const;
      assert.match(await failureOf(deploy({ serveAt }), 'PORT_IN_USE'), /127\.0\.0\.11:9998: in use/);
    } finally {
      server.close();
    }
  });

  it('a chaincode that does not answer is named, and its server does not stay', async () => {
    const serveAt = ['127.0.0.11:9998', '127.0.0.12:9998'] as const;
    const message = await failureOf(deploy({ serveAt, firstAnswerMs: 5_000 }), 'CHAINCODE_SILENT');
    assert.match(
      message,
      /chaincode mute of org[12] does not answer its peer at localhost:[79]051: .*could not launch/,
    );
    assert.match(message, /look at its log/);
    await deploy().then((done) => done.stop()); // the addresses are free again, or this were PORT_IN_USE
  });

  it('a stopped peer is named by deploy and by status, which end with 1', async () => {
    await network!.halt('peer-org2');
    try {
      const at = ['--test-network', join(root!, 'tn/ledger'), '--state', join(root!, 'deployment-2')];
      const deployed = await launchWith(bin, 'network', 'deploy', ...at);
      assert.equal(deployed.code, 1, deployed.output);
      assert.match(deployed.output, /the peer of org2 does not answer at localhost:9051: nobody listens there/);
      assert.match(deployed.output, /network\.sh up createChannel -ca/);
      assert.deepEqual(deployed.left, []);
      const status = await launchWith(bin, 'network', 'status', '--state', join(root!, 'tn'));
      assert.equal(status.code, 1, status.output);
      assert.match(status.output, /org2 +127\.0\.0\.1:9051 +nobody listens at its port/);
    } finally {
      await network!.resume('peer-org2');
    }
  });
});

describe('a native network whose chaincode does not answer', function () {
  this.timeout(180_000);
  let stateDir: string | undefined;

  before(async function () {
    await requireFabric(this);
    stateDir = mkdtempSync(join(tmpdir(), 'mute-'));
  });
  after(() => {
    if (stateDir !== undefined) {
      rmSync(stateDir, { recursive: true, maxRetries: 5 });
    }
  });

  it('is not up, says whose does not answer, and leaves nothing running', async () => {
    const options = {
      stateDir: stateDir!,
      channel: 'solo',
      orderers: 1,
      organizations: [{ name: 'maker', mspId: 'MakerMSP' }],
      chaincodes: [mute],
      firstAnswerMs: 5_000,
    };
    const message = await failureOf(startNativeNetwork(options), 'CHAINCODE_SILENT');
    assert.match(message, /chaincode mute of maker does not answer its peer/);
    const again = await startNativeNetwork({ ...options, chaincodes: [] }); // its ports are free again
    await again.stop();
  });
});
