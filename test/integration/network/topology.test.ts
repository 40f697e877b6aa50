// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, requireFreePorts } from '@wattpass/network/internal/native/ports';
import { openTopology, planTopology, portsOf, type TopologySpec } from '@wattpass/network/internal/native/topology';

const spec: TopologySpec = {
  channel: 'goods',
  organizations: [
    { name: 'maker', mspId: 'MakerMSP' },
    { name: 'buyer', mspId: 'BuyerMSP', domain: 'buyer.example', peerPort: 17_051 },
  ],
  chaincodes: ['cargo'],
};

describe('planTopology', () => {
  it('gives every listener a port of its own', async () => {
    const topology = await planTopology(spec);
    const ports = [...portsOf(topology).values()];
    assert.equal(new Set(ports).size, ports.length);
    assert.ok(ports.every((port) => port > 0));
    assert.equal(topology.orderers.length, 3);
  });

  it('takes ports and domains that are given', async () => {
    const { peers, ordererOrganization } = await planTopology({ ...spec, caPort: 17_054 });
    assert.equal(peers[1]!.port, 17_051);
    assert.equal(peers[1]!.host, 'peer0.buyer.example');
    assert.equal(peers[0]!.host, 'peer0.maker.localhost');
    assert.equal(ordererOrganization.caPort, 17_054);
    assert.ok(peers.every(({ caPort }) => caPort === 17_054));
  });

  const bad: [string, Partial<TopologySpec>, RegExp][] = [
    ['nobody', { organizations: [] }, /at least one/],
    ['a name twice', { organizations: [spec.organizations[0]!, { name: 'maker', mspId: 'OtherMSP' }] }, /name maker/],
    ['an MSP twice', { organizations: [spec.organizations[0]!, { name: 'other', mspId: 'MakerMSP' }] }, /MakerMSP/],
    ["the orderers' name", { organizations: [{ name: 'orderer', mspId: 'AMSP' }] }, /name orderer is there twice/],
    ['a name with a slash', { organizations: [{ name: '../x', mspId: 'AMSP' }] }, /characters/],
    ['a channel in capitals', { channel: 'Goods' }, /channel: Goods/],
    ['no orderer', { orderers: 0 }, /orderers: 0/],
  ];
  for (const [what, change, message] of bad) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(planTopology({ ...spec, ...change }), { code: 'BAD_TOPOLOGY', message });
    });
  }
});

describe('openTopology', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'network-topology-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('keeps the ports of the first start', async () => {
    const first = await openTopology(dir, spec);
    assert.deepEqual(await openTopology(dir, spec), first);
  });

  it('adds ports for chaincodes that come later', async () => {
    const first = await openTopology(dir, spec);
    const second = await openTopology(dir, { ...spec, chaincodes: ['cargo', 'fleet'] });
    const [before, after] = [first.peers[0]!, second.peers[0]!];
    assert.equal(after.chaincodePorts['cargo'], before.chaincodePorts['cargo']);
    assert.ok(after.chaincodePorts['fleet']! > 0);
    assert.equal(after.port, before.port);
  });

  it('refuses the state of another network', async () => {
    await openTopology(dir, spec);
    for (const change of [{ channel: 'other' }, { orderers: 1 }, { organizations: spec.organizations.slice(1) }]) {
      await assert.rejects(openTopology(dir, { ...spec, ...change }), { code: 'STATE_MISMATCH' });
    }
  });
});

describe('requireFreePorts', () => {
  it('names every port that is taken and what it was for', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [free = 0] = await freePorts(1);
    try {
      await requireFreePorts(new Map([['x', free]]));
      const ports = new Map([
        ['peer of maker', port],
        ['x', free],
      ]);
      await assert.rejects(requireFreePorts(ports), {
        code: 'PORT_IN_USE',
        message: new RegExp(`^these ports are in use: ${port} \\(peer of maker\\);`),
      });
    } finally {
      server.close();
    }
  });
});
