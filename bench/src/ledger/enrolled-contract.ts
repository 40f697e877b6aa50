// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { InputOf, TransactionName } from '@wattpass/chaincode/domain';
import { FabricCaClient } from '@wattpass/gateway-api/internal/fabric/fabric-ca-client.js';
import { GatewayPool } from '@wattpass/gateway-api/internal/fabric/gateway-pool.js';
import { connectPeer } from '@wattpass/gateway-api/internal/fabric/grpc-client.js';
import { chaincodeName, channelName, type RunningLedger } from '@wattpass/launch';

/** The contract as one enrolled producer calls it. */
export interface EnrolledContract {
  submit<N extends TransactionName>(name: N, input: InputOf<N>): Promise<unknown>;
  evaluate(name: TransactionName, input: unknown): Promise<unknown>;
  close(): void;
}

/** Registers and enrols a producer's delegate at its organisation's CA and connects it to its organisation's peer. */
export async function enrolledContract(ledger: RunningLedger): Promise<EnrolledContract> {
  const access = ledger.organisations.find(({ name }) => name === 'producer');
  if (access === undefined) {
    throw new Error('the ledger has no organisation producer');
  }
  const ca = new FabricCaClient(access.ca);
  const secret = readFileSync(access.ca.registrarSecretFile, 'utf8').trim();
  const registrar = await ca.enroll(access.ca.registrarId, secret);
  const attributes = { 'wattpass.role': 'producer', 'wattpass.delegate': 'true' };
  const credentials = await ca.enroll('bench', await ca.register(registrar, { id: 'bench', attributes }));

  const { peerEndpoint, tlsCaCertFile, tlsServerName } = access;
  const peer = { endpoint: peerEndpoint, tlsCaCertFile, ...(tlsServerName !== undefined && { tlsServerName }) };
  const pool = new GatewayPool(connectPeer(peer));
  const { gateway } = pool.get({ accountId: 'bench', mspId: 'ProducerMSP', ...credentials });
  const contract = gateway.getNetwork(channelName).getContract(chaincodeName);
  return {
    submit: (name, input) => contract.submitTransaction(name, JSON.stringify(input)),
    evaluate: (name, input) => contract.evaluateTransaction(name, JSON.stringify(input)),
    close: () => {
      pool.close();
    },
  };
}
