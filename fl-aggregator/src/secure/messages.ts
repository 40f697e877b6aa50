// SPDX-License-Identifier: Apache-2.0

/** Signs with the client's identity, the one Fabric knows it by. */
export type Signer = (message: Uint8Array) => Uint8Array;

/** Whether a signature of a message is that of a client's identity. */
export type SignatureCheck = (clientId: string, message: Uint8Array, signature: Uint8Array) => boolean;

/** Phase 1, published: a client's two public keys, signed. */
export interface Advertisement {
  readonly clientId: string;
  /** X25519, for the channels on which shares travel. */
  readonly channelKey: Uint8Array;
  /** X25519, for the masks between pairs. */
  readonly maskKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** Phase 2: shares of a client's two secrets, sealed for each other client. */
export interface SealedShares {
  readonly clientId: string;
  /** SHA-256 of the self mask's seed: a wrong reconstruction shows. */
  readonly seedHash: Uint8Array;
  /** By receiver. */
  readonly boxes: ReadonlyMap<string, Uint8Array>;
}

/** Phase 3: what the server sees of an update. */
export interface MaskedUpdate {
  readonly clientId: string;
  /** Weight, then weighted levels, masked, modulo 2³². */
  readonly words: Uint32Array;
}

/** Phase 4: a client's signature under the list of those whose masked updates arrived. */
export interface Confirmation {
  readonly clientId: string;
  readonly signature: Uint8Array;
}

/** Phase 5, the question: of every client one half at most. */
export interface UnmaskRequest {
  /** Whose self mask's seed is asked for: those whose masked update arrived. */
  readonly seedsOf: readonly string[];
  /** Whose mask key is asked for: those who shared but sent no update. */
  readonly maskSecretsOf: readonly string[];
  /** Signatures under the list of `seedsOf`. */
  readonly confirmations: readonly Confirmation[];
}

/** Phase 5, the answer: this client's shares of what was asked. */
export interface RevealedShares {
  readonly clientId: string;
  readonly seeds: ReadonlyMap<string, Uint8Array>;
  readonly maskSecrets: ReadonlyMap<string, Uint8Array>;
}
