// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { openOrganization } from '@wattpass/devpeer/internal/msp/organization';
import { channelName, organisations, pathsOf } from '@wattpass/launch';
import { requireFreeAddresses } from '@wattpass/network/internal/native/ports';
import { planTopology, type Topology } from '@wattpass/network/internal/native/topology';
import { requireReachable } from '@wattpass/network/internal/test-network/reachable';
import { launchWith, provideFakes, type Ended } from '../support/bad-input-run.js';

const spec = {
  channel: channelName,
  organizations: organisations.map(({ name, mspId, domain }) => ({ name, mspId, domain })),
  chaincodes: ['wattpass'],
};

describe('bad input to npm run network, with programs that only know their version', function () {
  this.timeout(60_000);
  let root: string;
  let bin: string;
  let state: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bad-input-'));
    bin = join(root, 'bin');
    mkdirSync(bin);
    state = join(root, 'state');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const up = (): Promise<Ended> => launchWith(bin, 'network', 'up', '--state', state);

  function refused({ code, output, left }: Ended, ...expected: readonly (RegExp | string)[]): void {
    assert.equal(code, 1, output);
    for (const part of expected) {
      assert.ok(typeof part === 'string' ? output.includes(part) : part.test(output), `${String(part)} in:\n${output}`);
    }
    assert.doesNotMatch(output, /^ {4}at /m, 'a stack is no message');
    assert.deepEqual(left, []);
  }

  /** A state that a start has begun: who is where. */
  async function begunState(change: Partial<typeof spec> = {}): Promise<{ ledger: string; topology: Topology }> {
    const { ledger } = pathsOf(state);
    mkdirSync(ledger, { recursive: true });
    const topology = await planTopology({ ...spec, ...change });
    writeFileSync(join(ledger, 'topology.json'), JSON.stringify(topology));
    return { ledger, topology };
  }

  describe('programs', () => {
    it('says which are missing, where it looked and how to get them', async () => {
      provideFakes(bin, 'v3.1.5', ['peer', 'orderer']);
      refused(await up(), /not found: configtxgen, osnadmin, fabric-ca-server/, bin, /install-fabric\.sh binary ca/);
    });

    it('says the same to npm start', async () => {
      const ended = await launchWith(bin, 'start', '--ledger', 'fabric', '--state', state);
      refused(ended, /not found: peer/, /FABRIC_BIN/);
    });

    it('names a version that is too old, the oldest that will do, and how to get it', async () => {
      provideFakes(bin, 'v2.2.14');
      refused(await up(), /Fabric v2\.2\.14/, /at least 2\.5/, /install-fabric\.sh/);
    });

    it('does not mix two releases', async () => {
      provideFakes(bin, 'v3.1.5');
      provideFakes(bin, 'v2.5.12', ['orderer']);
      refused(await up(), /peer is v3\.1\.5/, /orderer is v2\.5\.12/, /one release/);
    });

    it('says what a program that does not run has said, and what was expected', async () => {
      provideFakes(bin, 'v3.1.5');
      writeFileSync(join(bin, 'peer'), '#!/bin/sh\necho wrong architecture >&2\nexit 126\n');
      refused(await up(), /peer does not run/, /wrong architecture/, `${process.platform} ${process.arch}`);
    });
  });

  describe('the state folder', () => {
    beforeEach(() => {
      provideFakes(bin, 'v3.1.5');
    });

    it('names every port that is in use, and whose it is', async () => {
      const { topology } = await begunState();
      const [peer] = topology.peers;
      assert.ok(peer !== undefined);
      const server = createTcpServer();
      await new Promise<void>((done) => server.listen(peer.port, '127.0.0.1', done));
      try {
        refused(await up(), `${peer.port} (peer of producer)`, /in use/, /Stop what holds them/);
      } finally {
        server.close();
      }
    });

    it('refuses a description that is cut short', async () => {
      const { ledger } = await begunState();
      writeFileSync(join(ledger, 'topology.json'), '{"channel":"watt');
      refused(await up(), join(ledger, 'topology.json'), /restore it, or remove/);
    });

    it('refuses the network of other organisations', async () => {
      await begunState({ organizations: spec.organizations.slice(1) });
      refused(await up(), /other organisations/, /use another directory/);
    });

    it('refuses ledgers without the block that they began with', async () => {
      const { ledger } = await begunState();
      mkdirSync(join(ledger, 'nodes/orderer2/data/chains/wattpass'), { recursive: true });
      refused(await up(), /genesis\.block is missing/, 'nodes/orderer2/data/chains/wattpass', /start anew/);
    });

    it('refuses a first block without the certificates that it names', async () => {
      const { ledger } = await begunState();
      mkdirSync(join(ledger, 'channel'));
      writeFileSync(join(ledger, 'channel/genesis.block'), 'a block');
      refused(await up(), 'organizations/ordererOrganizations/', /cacerts is missing/, /Put the folder back/);
    });

    it("refuses another network's certificates", async () => {
      const { ledger, topology } = await begunState();
      mkdirSync(join(ledger, 'channel'));
      writeFileSync(join(ledger, 'channel/genesis.block'), 'a block with other certificates');
      const folder = join('organizations/ordererOrganizations', topology.ordererOrganization.domain, 'msp/cacerts');
      mkdirSync(join(ledger, folder), { recursive: true });
      writeFileSync(join(ledger, folder, 'ca.pem'), 'a certificate');
      refused(await up(), join(folder, 'ca.pem'), /comes from another network, or was made anew/);
    });
  });

  describe('deploying onto a test-network', () => {
    beforeEach(() => {
      provideFakes(bin, 'v3.1.5');
    });

    it('names what a folder lacks to be one', async () => {
      const ended = await launchWith(bin, 'network', 'deploy', '--test-network', root, '--state', state);
      refused(ended, /missing:/, 'tlsca.org1.example.com-cert.pem', /network\.sh up createChannel -ca/);
    });
  });
});

describe('whether a test-network answers', () => {
  let folder: string;
  const servers: Server[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reachable-'));
  });
  afterEach(() => {
    servers.splice(0).forEach((server) => server.close());
    rmSync(folder, { recursive: true });
  });

  /** An orderer that shows one organisation's certificate to clients who trust another's, or the same. */
  async function orderer(serving: string, trusted: string) {
    const open = (name: string) => openOrganization(join(folder, name), { name, mspId: `${name}MSP` });
    const { peerTls, tlsServerName } = await open(serving);
    const { tlsCaCertFile } = await open(trusted);
    const server = createServer({ key: peerTls.keyPem, cert: peerTls.certPem });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return { address: `127.0.0.1:${port}`, host: tlsServerName, tlsCaCertFile };
  }

  it('takes who proves to be expected', async () => {
    await requireReachable({ members: [], orderer: await orderer('one', 'one') });
  });

  it('says whose certificate was shown, which was expected, and what to do', async () => {
    const other = await orderer('one', 'two');
    await assert.rejects(requireReachable({ members: [], orderer: other }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'TLS_REFUSED');
      assert.ok(error.message.includes(`the orderer at ${other.address} shows a certificate for`), error.message);
      assert.ok(error.message.includes(other.tlsCaCertFile));
      assert.match(error.message, /not that of the network that runs/);
      return true;
    });
  });

  it('says so where nobody listens', async () => {
    const absent = await orderer('one', 'one');
    const [server] = servers.splice(0);
    await new Promise((done) => server?.close(done));
    const message = new RegExp(
      `the orderer does not answer at ${absent.address}: nobody listens there\n.*network\\.sh up`,
    );
    await assert.rejects(requireReachable({ members: [], orderer: absent }), { code: 'NOT_READY', message });
  });

  it('names an address for the chaincode that somebody has', async () => {
    const { address } = await orderer('one', 'one');
    const message = new RegExp(`cannot be served at ${address}: in use`);
    await assert.rejects(requireFreeAddresses([address]), { code: 'PORT_IN_USE', message });
  });
});
