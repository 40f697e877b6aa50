// SPDX-License-Identifier: Apache-2.0
import type { ClientOptions } from './client.js';
import { ProblemError, UnreachableError } from './problem-error.js';
import { defaultRetry, retrying } from './retry.js';
import type { Problem } from './schema.js';

/** What weights are: a model for everybody, or a client's update for whoever aggregates and checks. */
export type WeightPurpose = 'model' | 'update';

/** Models and updates at a gateway: bytes under their SHA-256. Fails as the client's methods do. */
export interface WeightsClient {
  /** Keeps bytes; the same bytes again change nothing. @returns their SHA-256, hexadecimal. */
  put(purpose: WeightPurpose, content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** The bytes with a hash, checked; undefined where the gateway has none for this account. */
  get(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** A client of the weights that one gateway keeps. */
export function createWeightsClient(options: Omit<ClientOptions, 'horizon'>): WeightsClient {
  const retry = { ...defaultRetry, ...options.retry };
  return {
    put: async (purpose, content) => {
      const hash = await sha256(content);
      const init = { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: content };
      await retrying(retry, () => ask(options, 'putWeights', `${hash}?purpose=${purpose}`, init));
      return hash;
    },
    get: (hash) =>
      retrying(retry, async () => {
        const content = await ask(options, 'getWeights', hash, {}).catch(absent);
        if (content !== undefined && (await sha256(content)) !== hash) {
          throw new UnreachableError('getWeights', `the bytes that came are not those of ${hash}`);
        }
        return content;
      }),
  };
}

async function ask(
  { url, apiKey, fetch = globalThis.fetch }: Omit<ClientOptions, 'horizon'>,
  operationId: string,
  place: string,
  init: RequestInit,
): Promise<Uint8Array<ArrayBuffer>> {
  const headers = new Headers(init.headers);
  if (apiKey !== undefined) {
    headers.set('authorization', `Bearer ${apiKey}`);
  }
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/api/v1/weights/${place}`, { ...init, headers });
    if (!response.ok) {
      throw new ProblemError(operationId, (await response.json()) as Problem);
    }
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ProblemError) {
      throw error;
    }
    throw new UnreachableError(operationId, 'the gateway does not answer', error);
  }
}

function absent(error: unknown): undefined {
  if (!(error instanceof ProblemError) || error.code !== 'NOT_FOUND') {
    throw error;
  }
  return undefined;
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
