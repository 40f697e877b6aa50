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
import { testVehicle } from '../support/vehicles.js';
import { header, signedBy, walletKey, type WalletKey } from '../support/wallet-keys.js';

const leag = 'north';

describe('vehicles and pseudonyms over REST', function () {
  this.timeout(240_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let operator: Client;
  /** Names of vehicles that stay, with their keys. */
  const stayers = new Map<string, WalletKey>();
  const vehicles: { readonly vehicleId: string; readonly client: Client }[] = [];

  before(async () => {
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    operator = consortium.desks.operator.client;
    await registerLeag();
    const { url, admin } = administratorOf('operator');
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

  function administratorOf(name: string): { readonly url: string; readonly admin: Client } {
    const gateway = consortium.gateways.gateways.find(({ organisation }) => organisation === name);
    assert.ok(gateway);
    const { url, adminKeyFile } = gateway;
    return { url, admin: createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() }) };
  }

  /** Lets the members vote the station's organisation the role of those who run LEAGs, and gives it a desk in that role. */
  async function secondOperator(): Promise<Client> {
    const change = { kind: 'grantRole' as const, mspId: 'StationMSP', role: 'operator' as const };
    const { id: proposalId } = await operator.propose({ body: { change } });
    for (const { client } of Object.values(consortium.desks)) {
      await client.vote({ proposalId, body: { approve: true } });
    }
    await operator.executeProposal({ proposalId });
    const { url, admin } = administratorOf('station');
    const { apiKey } = await admin.createAccount({ body: { kind: 'person', name: 'south desk', role: 'operator' } });
    return createClient({ url, apiKey });
  }

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

  it('change their LEAG with a rotation at each, and keep their record', async () => {
    const { user } = consortium.desks;
    const there = 'south';
    const other = await secondOperator();
    const to = async () => (await newWalletKey()).address;
    const addresses = { feesTo: await to(), gridTo: await to(), balancingTo: await to(), commonFundTo: await to() };
    await other.registerLeag({ body: { id: there, name: 'South', ...addresses } });
    const locals = await Promise.all(Array.from({ length: 8 }, () => testVehicle()));
    const { network, ...ledger } = (await user.client.getWalletLedger()).ledger;
    const applications = locals.map((vehicle) => {
      const { vehicleId, certificate, signature } = vehicle.apply(there, network);
      return { vehicleId, certificate, signature };
    });
    await other.enrolVehicles({ leag: there, body: { items: applications } });
    const names = locals.map(({ nullifier }) => ({ nullifier, pseudonym: walletKey().address }));
    await other.certifyPseudonyms({ leag: there, body: { items: names } });

    // sold vehicles need not wait for 28 days
    const { items: traders } = await operator.listTraders({ leag });
    const links = await Promise.all(traders.map(({ pseudonym }) => operator.getTraderLink({ pseudonym })));
    const travelling = walletKey();
    const mover = links[0] ?? assert.fail();
    const own = vehicles.find(({ vehicleId }) => vehicleId === mover.vehicle.vehicleId) ?? assert.fail();
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const release = await own.client.getReleaseRequest({ leag, notAfter: soon, pseudonym: travelling.address });
    const items = links.map(({ link }, index) => {
      const key = walletKey();
      const from = { from: link.pseudonym, sold: true };
      if (index === 0) {
        return { ...from, to: travelling.address, release };
      }
      stayers.set(key.address, key);
      return { ...from, to: key.address };
    });
    const departed = await operator.rotatePseudonyms({ leag, body: { items } });
    assert.deepEqual([departed.leaving, departed.released], [[travelling.address], [mover.link.nullifier]]);
    assert.equal(departed.txIds.length, 3);
    assert.equal((await user.client.getTrader({ pseudonym: travelling.address })).status, 'leaving');

    const application = await own.client.getEnrolmentApplication({ leag: there });
    await other.enrolVehicles({ leag: there, body: { items: [application] } });
    const payload = { ...header('trader:rotate'), ...ledger, network, leag: there, pseudonym: travelling.address };
    const { address } = walletKey();
    const arrival = { nullifier: mover.link.nullifier, to: address, payload, signature: signedBy(travelling, payload) };
    const rotated = names.slice(1).map(({ pseudonym }) => ({ from: pseudonym, to: walletKey().address, sold: true }));
    const body = { items: rotated, arrivals: [arrival] };
    const { arrived, certified } = await other.rotatePseudonyms({ leag: there, body });
    assert.deepEqual([arrived, certified.includes(address)], [[travelling.address], true]);
    const { leag: home, status } = await user.client.getTrader({ pseudonym: address });
    assert.deepEqual([home, status], [there, 'active']);
    const here = { leag, enrolled: 7, entitled: 8, active: 7, fresh: 8, arrived: 0, left: 1 };
    assert.deepEqual(await user.client.countTraders({ leag }), here);
    const south = { leag: there, enrolled: 9, entitled: 8, active: 9, fresh: 8, arrived: 1, left: 0 };
    assert.deepEqual(await user.client.countTraders({ leag: there }), south);
    assert.equal((await other.getTraderLink({ pseudonym: address })).vehicle.vehicleId, own.vehicleId);
    await assert.rejects(operator.getTraderLink({ pseudonym: address }), { code: 'FORBIDDEN' });
  });

  it('leave without their LEAG by the link that it sealed, which every peer compares', async () => {
    const { user } = consortium.desks;
    const { ledger } = await user.client.getWalletLedger();
    const [[pseudonym, key]] = [...stayers] as [[string, WalletKey]];
    const { link } = await operator.getTraderLink({ pseudonym });
    const payload = { ...header('trader:leave'), ...ledger, leag, pseudonym };
    const leave = (shown: typeof link) =>
      user.client.leaveLeag({ body: { payload, signature: signedBy(key, payload), link: shown } });
    await assert.rejects(leave({ ...link, salt: 'ab'.repeat(16) }), { code: 'COMMITMENT_MISMATCH' });
    // the link is the one that was sealed; only the time between two names has not passed, which no test can wait for
    await assert.rejects(leave(link), { code: 'RULE_VIOLATION', message: /can give way from/ });
  });

  it('are let go alone while they have no pseudonym', async () => {
    const { ledger } = await operator.getWalletLedger();
    const nameless = await testVehicle();
    const { vehicleId, certificate, signature } = nameless.apply(leag, ledger.network);
    await operator.enrolVehicles({ leag, body: { items: [{ vehicleId, certificate, signature }] } });
    const notAfter = new Date(Date.now() + 3_600_000).toISOString();
    const request = nameless.askToLeave(leag, { notAfter }, ledger.network);
    const item = { vehicleId, certificate, notAfter, signature: request.signature };
    const { nullifiers } = await operator.releaseVehicles({ leag, body: { items: [item] } });
    assert.deepEqual(nullifiers, [nameless.nullifier]);
    const { items } = await operator.listEnrolments({ leag });
    const listed = items.find(({ nullifier }) => nullifier === nameless.nullifier);
    assert.equal(listed?.released, new Date().toISOString().slice(0, 7));
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
