// SPDX-License-Identifier: Apache-2.0
import type { Client } from '@grpc/grpc-js';
import { connect, hash, type Gateway } from '@hyperledger/fabric-gateway';
import type { SigningIdentity } from './ledger-client.js';
import { nativeSigner } from './native-signer.js';

/** How long each kind of call may take, in milliseconds. */
const deadlines = { evaluate: 10_000, endorse: 30_000, submit: 10_000, commitStatus: 60_000 } as const;

/** One account's gateway and the signer of its key. */
export interface Connected {
  readonly gateway: Gateway;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** One gateway per account over one shared connection; cheap to keep, since a gateway holds no socket of its own. */
export class GatewayPool {
  readonly #connected = new Map<string, Connected & { readonly certificate: string }>();

  constructor(private readonly client: Client) {}

  /** The gateway of an identity; a new certificate replaces the old one's. */
  get(identity: SigningIdentity): Connected {
    const known = this.#connected.get(identity.accountId);
    if (known?.certificate === identity.certificate) {
      return known;
    }
    const sign = nativeSigner(identity.privateKey);
    const gateway = connect({
      client: this.client,
      identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
      hash: hash.none, // the signer hashes: it is given the message itself
      signer: (message) => Promise.resolve(sign(message)),
      evaluateOptions: () => ({ deadline: Date.now() + deadlines.evaluate }),
      endorseOptions: () => ({ deadline: Date.now() + deadlines.endorse }),
      submitOptions: () => ({ deadline: Date.now() + deadlines.submit }),
      commitStatusOptions: () => ({ deadline: Date.now() + deadlines.commitStatus }),
    });
    const connected = { gateway, sign, certificate: identity.certificate };
    this.#connected.set(identity.accountId, connected);
    return connected;
  }

  /** Ends every gateway and the connection. */
  close(): void {
    for (const { gateway } of this.#connected.values()) {
      gateway.close();
    }
    this.#connected.clear();
    this.client.close();
  }
}
