// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { testNetworkShape } from '@wattpass/network';
import { authorityConfig, caServerConfig } from '@wattpass/network/internal/native/ca-server-config';
import { channelConfig } from '@wattpass/network/internal/native/channel-config';
import { householdsOf } from '@wattpass/network/internal/native/enrollments';
import { layoutOf } from '@wattpass/network/internal/native/layout';
import { ordererConfig } from '@wattpass/network/internal/native/orderer-config';
import { peerConfig } from '@wattpass/network/internal/native/peer-config';
import { planTopology, portsOf, type Topology } from '@wattpass/network/internal/native/topology';

const layout = layoutOf('/state');
const topology: Topology = {
  channel: 'goods',
  crypto: 'ca',
  ordererOrganization: { name: 'orderer', mspId: 'OrdererMSP', domain: 'orderer.localhost', caPort: 1 },
  orderers: [2, 3, 4].map((port, i) => ({
    name: `orderer${i + 1}`,
    domain: 'orderer.localhost',
    host: `orderer${i + 1}.orderer.localhost`,
    port,
    adminPort: port + 10,
  })),
  peers: ['maker', 'buyer'].map((organization, i) => ({
    organization,
    mspId: `${organization}MSP`,
    domain: `${organization}.localhost`,
    host: `peer0.${organization}.localhost`,
    port: 20 + i,
    chaincodePort: 30 + i,
    chaincodePorts: { cargo: 40 + i },
    caPort: 1,
  })),
};

const registrar = { id: 'registrar', secret: 'secret' };

/** Follows a path of keys through plain objects and arrays. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

describe("a native network's configuration", () => {
  it('lets peers wait seconds, not a minute, for private data that are late', () => {
    const config = peerConfig(topology.peers[0]!, layout, topology.orderers, 3);
    const privateData = at(config, 'peer', 'gossip', 'pvtData');
    assert.equal(at(privateData, 'pullRetryThreshold'), '2s');
    assert.equal(at(privateData, 'reconcileSleepInterval'), '5s');
    assert.ok((at(config, 'peer', 'limits', 'concurrency', 'gatewayService') as number) > 500);
  });

  it('keeps every listener on loopback and under TLS', () => {
    const peer = peerConfig(topology.peers[0]!, layout, topology.orderers, 3);
    assert.equal(at(peer, 'peer', 'listenAddress'), '127.0.0.1:20');
    assert.equal(at(peer, 'peer', 'chaincodeListenAddress'), '127.0.0.1:30');
    assert.equal(at(peer, 'peer', 'tls', 'enabled'), true);
    const orderer = ordererConfig(topology.orderers[0]!, 'OrdererMSP', layout, 3);
    assert.equal(at(orderer, 'General', 'ListenAddress'), '127.0.0.1');
    assert.equal(at(orderer, 'General', 'TLS', 'Enabled'), true);
    assert.equal(at(orderer, 'Admin', 'TLS', 'ClientAuthRequired'), true);
    const own = { organization: 'orderer', domain: 'd', registrar };
    const ca = caServerConfig(own, 1, ['/f']);
    assert.equal(ca['address'], '127.0.0.1');
    assert.equal(at(ca, 'tls', 'enabled'), true);
    assert.deepEqual(ca['cafiles'], ['/f']);
  });

  it('gives a peer no filter that its version does not have', () => {
    const filters = (major: number) =>
      at(peerConfig(topology.peers[0]!, layout, topology.orderers, major), 'peer', 'handlers', 'authFilters');
    assert.deepEqual(filters(2), [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }]);
    assert.deepEqual(filters(3), [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }]);
  });

  it('gives an orderer no setting that its version does not know', () => {
    const general = (major: number) => ordererConfig(topology.orderers[0]!, 'OrdererMSP', layout, major)['General'];
    assert.deepEqual(at(general(3), 'Backoff'), { BaseDelay: '500ms', Multiplier: 1.6, MaxDelay: '5s' });
    assert.equal(at(general(2), 'Backoff'), undefined); // 2.5 ends on it: "has invalid keys: Backoff"
  });

  it('uses the capabilities that the version has', () => {
    const capabilities = (major: number) => {
      const profile = at(channelConfig(topology, layout, major, {}), 'Profiles', 'Native');
      return [
        at(profile, 'Capabilities'),
        at(profile, 'Orderer', 'Capabilities'),
        at(profile, 'Application', 'Capabilities'),
      ];
    };
    assert.deepEqual(capabilities(3), [{ V3_0: true }, { V2_0: true }, { V2_5: true }]);
    assert.deepEqual(capabilities(2), [{ V2_0: true }, { V2_0: true }, { V2_5: true }]);
  });

  it('names anchors by address, asks a majority to endorse, and cuts batches as told', () => {
    const profile = at(
      channelConfig(topology, layout, 3, { batchTimeoutMs: 50, maxMessageCount: 7 }),
      'Profiles',
      'Native',
    );
    const application = at(profile, 'Application');
    assert.deepEqual(at(application, 'Organizations', 1, 'AnchorPeers'), [{ Host: '127.0.0.1', Port: 21 }]);
    assert.equal(at(application, 'Policies', 'Endorsement', 'Rule'), 'MAJORITY Endorsement');
    assert.equal(at(application, 'Organizations', 0, 'Policies', 'Endorsement', 'Rule'), "OR('makerMSP.peer')");
    assert.equal(at(profile, 'Orderer', 'BatchTimeout'), '50ms');
    assert.equal(at(profile, 'Orderer', 'BatchSize', 'MaxMessageCount'), 7);
    assert.equal((at(profile, 'Orderer', 'EtcdRaft', 'Consenters') as unknown[]).length, 3);
  });

  it('gives every authority its name, its registrar and its affiliations', () => {
    const config = authorityConfig({ organization: 'maker', domain: 'maker.localhost', registrar });
    assert.equal(at(config, 'ca', 'name'), 'ca-maker');
    assert.equal(at(config, 'registry', 'identities', 0, 'name'), 'registrar');
    assert.equal(at(config, 'registry', 'identities', 0, 'pass'), 'secret');
    assert.deepEqual(Object.keys(at(config, 'affiliations') as object), ['maker', 'org1', 'org2']);
  });

  it('certifies an admin for each organisation and every node under its host name', () => {
    const holders = householdsOf(topology, layout).map(({ organization, holders: all }) => [
      organization,
      all.map(({ id, type }) => `${type} ${id}`),
    ]);
    assert.deepEqual(holders, [
      [
        'orderer',
        [
          'admin admin.orderer.localhost',
          'orderer orderer1.orderer.localhost',
          'orderer orderer2.orderer.localhost',
          'orderer orderer3.orderer.localhost',
        ],
      ],
      ['maker', ['admin admin.maker.localhost', 'peer peer0.maker.localhost']],
      ['buyer', ['admin admin.buyer.localhost', 'peer peer0.buyer.localhost']],
    ]);
  });

  it('knows orderers by host name where the network is one of containers, and takes their calls on loopback', () => {
    const style = { isNamed: true, capability: 'V2_0' } as const;
    const profile = at(channelConfig(topology, layout, 3, style), 'Profiles', 'Native');
    assert.deepEqual(at(profile, 'Orderer', 'Organizations', 0, 'OrdererEndpoints', 0), 'orderer1.orderer.localhost:2');
    assert.equal(at(profile, 'Application', 'Organizations', 0, 'Name'), 'makerMSP');
    assert.deepEqual(at(profile, 'Capabilities'), { V2_0: true });
    const config = peerConfig(topology.peers[0]!, layout, topology.orderers, 3);
    const override = at(config, 'peer', 'deliveryclient', 'addressOverrides', 0);
    assert.equal(at(override, 'from'), 'orderer1.orderer.localhost:2');
    assert.equal(at(override, 'to'), '127.0.0.1:2');
  });

  it("has fabric-samples' names and ports in the shape of its test-network", async () => {
    const planned = await planTopology({ ...testNetworkShape('mychannel'), chaincodes: [] });
    assert.deepEqual(
      planned.peers.map(({ mspId, host, port, caPort }) => [mspId, host, port, caPort]),
      [
        ['Org1MSP', 'peer0.org1.example.com', 7051, 7054],
        ['Org2MSP', 'peer0.org2.example.com', 9051, 8054],
      ],
    );
    assert.deepEqual(
      planned.orderers.map(({ host, port, adminPort }) => [host, port, adminPort]),
      [['orderer.example.com', 7050, 7053]],
    );
  });

  it('knows every port it will listen on', () => {
    const ports = portsOf(topology);
    assert.equal(ports.get('chaincode cargo of buyer'), 41);
    assert.deepEqual(
      [...ports.values()].sort((a, b) => a - b),
      [1, 2, 3, 4, 12, 13, 14, 20, 21, 30, 31, 40, 41],
    );
  });
});
