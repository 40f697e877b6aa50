// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { createIdentity, type Identity } from './identity.js';
import { MspError } from './msp-error.js';
import { createMsp, type Msp } from './msp.js';

/** Identities kept parsed; the same few callers and endorsers come again and again. */
const CACHE_SIZE = 2000;

/** The membership service providers of one channel. */
export interface MspManager {
  readonly mspIds: readonly string[];
  /**
   * The identity that `SerializedIdentity` bytes name, not yet validated.
   * Throws {@link MspError} `MALFORMED_IDENTITY` or `UNKNOWN_MSP`.
   */
  deserialize(serialized: Uint8Array): Identity;
  /** Puts a new `FabricMSPConfig` in the place of its MSP's old one, as a channel configuration update does. */
  replace(config: Uint8Array): void;
}

function parse(serialized: Uint8Array): { mspId: string; certificate: X509Certificate } {
  try {
    const identity = msp.SerializedIdentity.deserializeBinary(serialized);
    return { mspId: identity.getMspid(), certificate: new X509Certificate(identity.getIdBytes_asU8()) };
  } catch (cause) {
    throw new MspError('MALFORMED_IDENTITY', 'could not deserialize a SerializedIdentity', { cause });
  }
}

function open(config: Uint8Array): Msp {
  return createMsp(msp.FabricMSPConfig.deserializeBinary(config));
}

/** Creates the manager from each organisation's `FabricMSPConfig` bytes. */
export function createMspManager(configs: readonly Uint8Array[]): MspManager {
  const providers = new Map(configs.map(open).map((provider) => [provider.mspId, provider]));
  const cache = new Map<string, Identity>();

  const create = (serialized: Uint8Array): Identity => {
    const { mspId, certificate } = parse(serialized);
    const provider = providers.get(mspId);
    if (provider === undefined) {
      throw new MspError('UNKNOWN_MSP', `MSP ${mspId} is unknown`);
    }
    return createIdentity(provider, certificate, Uint8Array.from(serialized));
  };

  return {
    get mspIds() {
      return [...providers.keys()];
    },
    deserialize(serialized) {
      const key = Buffer.from(serialized).toString('latin1');
      const identity = cache.get(key) ?? create(serialized);
      // A Map keeps the order of insertion: moving a hit to the end leaves the least recently used first.
      cache.delete(key);
      cache.set(key, identity);
      const [oldest] = cache.keys();
      if (cache.size > CACHE_SIZE && oldest !== undefined) {
        cache.delete(oldest);
      }
      return identity;
    },
    replace(config) {
      const provider = open(config);
      providers.set(provider.mspId, provider);
      cache.clear();
    },
  };
}
