// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers, type Contract, type Gateway, type Network } from '@hyperledger/fabric-gateway';
import type { RunningOrganization } from '@wattpass/devpeer';

/** A client of one organisation over the unmodified gateway library. */
export interface ProbeClient {
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  readonly grpc: Client;
  readonly mspId: string;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
  close(): void;
}

/** What a client needs to know of a running devpeer. */
export interface Reachable {
  readonly channel: string;
  readonly organizations: readonly RunningOrganization[];
}

/** The running organisation of that name. */
export function organizationOf(peer: Reachable, name: string): RunningOrganization {
  const found = peer.organizations.find((organization) => organization.name === name);
  if (found === undefined) throw new Error(`no organisation ${name}`);
  return found;
}

/** Connects as the administrator that every organisation has. */
export async function connectAdmin(peer: Reachable, name: string): Promise<ProbeClient> {
  const organization = organizationOf(peer, name);
  const directory = dirname(organization.tlsCaCertFile);
  const certificate = await readFile(join(directory, 'admin-cert.pem'));
  const key = createPrivateKey(await readFile(join(directory, 'admin-key.pem')));
  const grpc = new Client(
    organization.peerEndpoint,
    credentials.createSsl(await readFile(organization.tlsCaCertFile)),
    { 'grpc.ssl_target_name_override': organization.tlsServerName },
  );
  const gateway = connect({
    client: grpc,
    identity: { mspId: organization.mspId, credentials: certificate },
    signer: signers.newPrivateKeySigner(key),
    evaluateOptions: () => ({ deadline: Date.now() + 20_000 }),
    endorseOptions: () => ({ deadline: Date.now() + 40_000 }),
    submitOptions: () => ({ deadline: Date.now() + 20_000 }),
    commitStatusOptions: () => ({ deadline: Date.now() + 20_000 }),
  });
  const network = gateway.getNetwork(peer.channel);
  return {
    gateway,
    network,
    contract: network.getContract('probe'),
    grpc,
    mspId: organization.mspId,
    key,
    certificate,
    close() {
      gateway.close();
      grpc.close();
    },
  };
}

/** SHA-256 in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A DER ECDSA signature over SHA-256 as OpenSSL makes it, with S in whatever half it falls. */
export function signRaw(key: KeyObject, message: Uint8Array): Uint8Array {
  return sign('sha256', message, key);
}
