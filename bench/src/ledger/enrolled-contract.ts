// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { Client } from '@grpc/grpc-js';
import { hash, connect, signers, type Contract } from '@hyperledger/fabric-gateway';
import { createPrivateKey } from 'node:crypto';
import type { InputOf, TransactionName } from '@wattpass/chaincode/domain';
import { FabricCaClient } from '@wattpass/gateway-api/internal/fabric/fabric-ca-client.js';
import { connectPeer } from '@wattpass/gateway-api/internal/fabric/grpc-client.js';
import { nativeSigner } from '@wattpass/gateway-api/internal/fabric/native-signer.js';
import { chaincodeName, channelName, type RunningLedger } from '@wattpass/launch';
import type { BlindInput } from './blind-chaincode.js';
import { blindChaincodeName } from './measured-ledger.js';

/** The contracts as one enrolled producer calls them, over Fabric's own client library with nothing around it. */
export interface EnrolledContract {
  submit<N extends TransactionName>(name: N, input: InputOf<N>): Promise<unknown>;
  evaluate(name: TransactionName, input: unknown): Promise<unknown>;
  /** Calls the chaincode that only writes keys. */
  blind(name: 'write' | 'check', input: BlindInput): Promise<unknown>;
  close(): void;
}

/** How the client library is used. */
export interface ClientStyle {
  /** Node's own signatures, or the library's JavaScript ones. */
  readonly signer: 'native' | 'library';
  /** TLS connections to the peer, taken in turn. */
  readonly connections: number;
}

const ENDORSE_MS = 60_000;

/** Registers and enrols a producer's delegate at its organisation's CA and connects it to its organisation's peer. */
export async function enrolledContract(
  ledger: RunningLedger,
  { signer, connections }: ClientStyle = { signer: 'native', connections: 1 },
): Promise<EnrolledContract> {
  const access = ledger.organisations.find(({ name }) => name === 'producer');
  if (access === undefined) {
    throw new Error('the ledger has no organisation producer');
  }
  const ca = new FabricCaClient(access.ca);
  const secret = readFileSync(access.ca.registrarSecretFile, 'utf8').trim();
  const registrar = await ca.enroll(access.ca.registrarId, secret);
  const attributes = { 'wattpass.role': 'producer', 'wattpass.delegate': 'true' };
  const id = `bench-${process.hrtime.bigint().toString(36)}`;
  const { certificate, privateKey } = await ca.enroll(id, await ca.register(registrar, { id, attributes }));

  const { peerEndpoint, tlsCaCertFile, tlsServerName } = access;
  const peer = { endpoint: peerEndpoint, tlsCaCertFile, ...(tlsServerName !== undefined && { tlsServerName }) };
  const clients = Array.from({ length: connections }, () => connectPeer(peer));
  const sign = nativeSigner(privateKey);
  const gateways = clients.map((client: Client) =>
    connect({
      client,
      identity: { mspId: 'ProducerMSP', credentials: Buffer.from(certificate) },
      ...(signer === 'native'
        ? { hash: hash.none, signer: (message) => Promise.resolve(sign(message)) }
        : { signer: signers.newPrivateKeySigner(createPrivateKey(privateKey)) }),
      endorseOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
      commitStatusOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
    }),
  );
  let turn = 0;
  const contractOf = (chaincode: string): Contract => {
    turn = (turn + 1) % gateways.length;
    return (gateways[turn] as (typeof gateways)[number]).getNetwork(channelName).getContract(chaincode);
  };
  return {
    submit: (name, input) => contractOf(chaincodeName).submitTransaction(name, JSON.stringify(input)),
    evaluate: (name, input) => contractOf(chaincodeName).evaluateTransaction(name, JSON.stringify(input)),
    blind: (name, input) => contractOf(blindChaincodeName).submitTransaction(name, JSON.stringify(input)),
    close: () => {
      gateways.forEach((gateway) => {
        gateway.close();
      });
      clients.forEach((client) => {
        client.close();
      });
    },
  };
}
