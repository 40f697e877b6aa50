// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '@hyperledger/fabric-protos';
import { openOrganization } from '@wattpass/devpeer/internal/msp/organization';
import { PlayedPeer, type Answerer } from '../support/chaincode/played-peer.js';

const { Type } = peer.ChaincodeMessage;

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}

const values: Answerer = (message) => {
  if (message.getType() === Type.GET_STATE_MULTIPLE) {
    const result = new peer.GetStateMultipleResult();
    const { keysList } = peer.GetStateMultiple.deserializeBinary(message.getPayload_asU8()).toObject();
    result.setValuesList(keysList.map((key) => Buffer.from(`v${key}`)));
    return { type: Type.RESPONSE, payload: result.serializeBinary() };
  }
  const key =
    message.getType() === Type.GET_STATE && peer.GetState.deserializeBinary(message.getPayload_asU8()).getKey();
  return { type: Type.RESPONSE, payload: Buffer.from(key === false ? '' : `v${key}`) };
};

const refusesWrites: Answerer = (message) =>
  message.getType() === Type.WRITE_BATCH_STATE
    ? { type: Type.ERROR, payload: Buffer.from('WRITE_BATCH_STATE failed: not yours') }
    : values(message);

describe('a chaincode as this package serves it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-serving-'));
  const peers: PlayedPeer[] = [];
  let address = '';
  let server: ChildProcess | undefined;
  let creator = { mspId: 'SampleMSP', certificate: '' };

  async function play(offersBatches: boolean, answer: Answerer): Promise<PlayedPeer> {
    const played = await PlayedPeer.connect(address, offersBatches, answer);
    peers.push(played);
    return played;
  }

  before(async () => {
    const organization = await openOrganization(folder, { name: 'sample', mspId: 'SampleMSP' });
    creator = { ...creator, certificate: organization.peerTls.certPem };
    address = await freeAddress();
    server = fork(new URL('../support/chaincode/sample/main.js', import.meta.url), {
      env: { ...process.env, CHAINCODE_ID: 'sample:1', CHAINCODE_SERVER_ADDRESS: address },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'], // the shim words refusals on its output
    });
    assert.deepEqual(await once(server, 'message'), ['listening', undefined]);
  });

  after(() => {
    peers.forEach((each) => {
      each.close();
    });
    server?.disconnect();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads and writes many keys in one message where the peer offers it', async () => {
    const played = await play(true, values);
    const { response, payload } = await played.invoke(['sample:work', 'k'], creator);
    assert.equal(response.status, 200);
    assert.equal(payload, 'vk1,vk2,vk3');
    assert.deepEqual(played.sent, [Type.GET_STATE_MULTIPLE, Type.WRITE_BATCH_STATE, Type.COMPLETED]);
  });

  it('reads and writes them one by one where it does not', async () => {
    const played = await play(false, values);
    const { response, payload } = await played.invoke(['sample:work', 'k'], creator);
    assert.equal(response.status, 200);
    assert.equal(payload, 'vk1,vk2,vk3');
    const { GET_STATE, PUT_STATE, DEL_STATE, PUT_STATE_METADATA, COMPLETED } = Type;
    assert.deepEqual(played.sent, [
      GET_STATE,
      GET_STATE,
      GET_STATE,
      PUT_STATE,
      DEL_STATE,
      PUT_STATE_METADATA,
      COMPLETED,
    ]);
  });

  it('answers with what the peer refuses to write, worded as by a contract', async () => {
    const played = await play(true, refusesWrites);
    const { response } = await played.invoke(['sample:work', 'k'], creator);
    assert.equal(response.status, 500);
    assert.deepEqual(JSON.parse(response.message), {
      code: 'INTERNAL',
      detail: 'WRITE_BATCH_STATE failed: not yours',
      data: {},
    });
  });

  it('writes nothing where the contract refuses', async () => {
    const played = await play(true, values);
    const { response } = await played.invoke(['sample:refuse', 'k'], creator);
    assert.deepEqual([response.status, response.message], [500, 'I would rather not']);
    assert.deepEqual(played.sent, [Type.COMPLETED]);
  });

  it('tells contracts who calls', async () => {
    const played = await play(true, values);
    const ids = [await played.invoke(['sample:who'], creator), await played.invoke(['sample:who'], creator)];
    assert.match(ids[0]?.payload ?? '', /^x509::\/.*::\/.*CN=/);
    assert.equal(ids[0]?.payload, ids[1]?.payload);
  });

  it('knows the transactions of the contracts, and says which it does not', async () => {
    const played = await play(true, values);
    const unknown = await played.invoke(['battery:unheardOf', '{}'], creator);
    assert.match(unknown.response.message, /does not exist: battery:unheardOf/);
    const tooFew = await played.invoke(['battery:get'], creator);
    assert.match(tooFew.response.message, /Expected 1 parameters, but 0/);
    const refused = await played.invoke(['battery:get', '{}'], creator);
    assert.match(refused.response.message, /"code":"INTERNAL"/); // the played peer has no registry that can be read
  });

  it('tells what it can do, as every chaincode of Fabric does', async () => {
    const played = await play(true, values);
    const { response, payload } = await played.invoke(['org.hyperledger.fabric:GetMetadata'], creator);
    assert.equal(response.status, 200, response.message);
    const { contracts } = JSON.parse(payload) as { contracts: Record<string, { transactions: { name: string }[] }> };
    const names = contracts['battery']?.transactions.map(({ name }) => name) ?? [];
    assert.ok(names.includes('register') && names.includes('get'), names.join());
  });

  it('sends KEEPALIVE back and lives on', async () => {
    const played = await play(true, values);
    await played.keepAlive();
    assert.deepEqual(played.sent, [Type.KEEPALIVE]);
    assert.equal((await played.invoke(['sample:work', 'k'], creator)).response.status, 200);
  });
});
