// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import { createClient, newWalletKey, type Client } from '@wattpass/gateway-api/client';
import { connectPeer, GatewayPool } from '@wattpass/gateway-api/ledger';
import { readerIdentity } from '@wattpass/launch/internal/chain/reader-identity.js';
import { openLedgerReader } from '@wattpass/launch/internal/chain/ledger-reader.js';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../support/ledger/test-ledger.js';

const leag = 'north';

describe('vehicles and pseudonyms over REST', function () {
  this.timeout(240_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let operator: Client;
  const vehicles: { readonly vehicleId: string; readonly client: Client }[] = [];

  before(async () => {
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    operator = consortium.desks.operator.client;
    await registerLeag();
    const gateway = consortium.gateways.gateways.find(({ organisation }) => organisation === 'operator');
    assert.ok(gateway);
    const { url, adminKeyFile } = gateway;
    const admin = createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() });
    for (let car = 0; car < 8; car += 1) {
      const vehicleId = randomBytes(32).toString('hex');
      const body = { kind: 'device' as const, name: `car ${car}`, role: 'operator' as const, vehicleId };
      const { apiKey } = await admin.createAccount({ body });
      vehicles.push({ vehicleId, client: createClient({ url, apiKey }) });
    }
  });

  after(async () => {
    await consortium.stop();
    state.release();
  });

  const connectionOf = (name: string) =>
    consortium.connections.find(({ organisation }) => organisation === name) ?? assert.fail(name);

  /** As an operator's program would, past the gateway. */
  async function registerLeag(): Promise<void> {
    const connection = connectionOf('operator');
    const { mspId, channel, chaincode } = connection;
    const pool = new GatewayPool(connectPeer(connection.peer));
    const credentials = await readerIdentity(connection, state.identities);
    const contract = pool.get({ accountId: 'leag', mspId, ...credentials }).gateway.getNetwork(channel);
    const to = async () => (await newWalletKey()).address;
    const body = { feesTo: await to(), gridTo: await to(), balancingTo: await to(), commonFundTo: await to() };
    const input = JSON.stringify({ id: leag, name: 'North', ...body });
    await contract.getContract(chaincode).submitTransaction('market:registerLeag', input);
    pool.close();
  }

  it('enrol, trade under pseudonyms, and are linked for the LEAG alone', async () => {
    const applications = await Promise.all(vehicles.map(({ client }) => client.getEnrolmentApplication({ leag })));
    assert.deepEqual(
      applications.map(({ vehicleId }) => vehicleId),
      vehicles.map(({ vehicleId }) => vehicleId),
    );
    const { enrolments, txIds } = await operator.enrolVehicles({ leag, body: { items: applications } });
    assert.equal(enrolments.length, 8);
    assert.equal(txIds.length, 2);

    const keys = await Promise.all(vehicles.map(() => newWalletKey()));
    const items = keys.map(({ address }, index) => ({
      pseudonym: address,
      nullifier: enrolments[index]?.nullifier ?? '',
    }));
    const { traders } = await operator.certifyPseudonyms({ leag, body: { items } });
    assert.equal(traders.length, 8);
    const { user, station } = consortium.desks;
    assert.deepEqual(await user.client.countTraders({ leag }), {
      leag,
      enrolled: 8,
      entitled: 8,
      active: 8,
      fresh: 8,
      arrived: 0,
      left: 0,
    });

    const pseudonym = items[0]?.pseudonym ?? '';
    const { link, vehicle } = await operator.getTraderLink({ pseudonym });
    assert.equal(link.nullifier, items[0]?.nullifier);
    assert.ok(vehicles.some(({ vehicleId }) => vehicleId === vehicle.vehicleId));
    await assert.rejects(station.client.getTraderLink({ pseudonym }), { code: 'FORBIDDEN' });
    await assert.rejects(user.client.getTraderLink({ pseudonym }), { code: 'FORBIDDEN' });

    const { status } = await operator.retirePseudonym({ leag, pseudonym });
    assert.equal(status, 'retired');
  });

  it('are kept from a member that asks the LEAG’s own peer, which Fabric would let read', async () => {
    const { items } = await operator.listTraders({ leag });
    const connection = { ...connectionOf('station'), peer: connectionOf('operator').peer };
    const credentials = await readerIdentity(connectionOf('station'), state.identities);
    const pool = new GatewayPool(connectPeer(connection.peer));
    const { gateway } = pool.get({ accountId: 'curious', mspId: 'StationMSP', ...credentials });
    const contract = gateway.getNetwork(connection.channel).getContract(connection.chaincode);
    const asked = contract.evaluate('trader:link', {
      arguments: [JSON.stringify({ pseudonym: items[0]?.pseudonym })],
      endorsingOrganizations: ['OperatorMSP'],
    });
    await assert.rejects(asked, /FORBIDDEN/);
    pool.close();
  });

  it('leave no vehicle id in any block', async () => {
    const connection = connectionOf('user');
    const reader = openLedgerReader(connection, await readerIdentity(connection, state.identities));
    const info = common.BlockchainInfo.deserializeBinary(await reader.query('GetChainInfo'));
    for (let number = 0; number < info.getHeight(); number += 1) {
      const block = Buffer.from(await reader.query('GetBlockByNumber', String(number)));
      for (const { vehicleId } of vehicles) {
        assert.ok(!block.includes(vehicleId), `block ${number}`);
      }
    }
    reader.close();
  });
});
