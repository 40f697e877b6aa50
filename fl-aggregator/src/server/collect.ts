// SPDX-License-Identifier: Apache-2.0
import type { Update } from '@wattpass/chaincode/domain';
import type { CoordinatorContext } from './coordinator-context.js';
import { eachOf } from '../each-of.js';

const WIDTH = 8;

/** Updates as bytes, by client. */
export type Revealed = Map<string, Uint8Array<ArrayBuffer>>;

/**
 * Fetches the updates that are revealed by now and not fetched yet, each from its client's own organisation, and keeps
 * them at the own gateway before they count. A gateway that does not answer is asked again the next time.
 * @param revealed Added to.
 */
export async function collect(
  { members, home, observer }: CoordinatorContext,
  commitments: readonly Update[],
  revealed: Revealed,
): Promise<void> {
  const silent = new Set<string>();
  const missing = commitments.filter(({ clientId }) => !revealed.has(clientId));
  await eachOf(missing, WIDTH, async ({ clientId, mspId, hash }) => {
    const member = members.get(mspId);
    if (member === undefined || silent.has(mspId)) {
      return;
    }
    try {
      const bytes = (await home.weights.get(hash)) ?? (await member.get(hash));
      if (bytes !== undefined) {
        await home.weights.put('update', bytes);
        revealed.set(clientId, bytes);
      }
    } catch (error) {
      silent.add(mspId);
      observer.note('a gateway does not answer', { mspId, error: String(error) });
    }
  });
}
