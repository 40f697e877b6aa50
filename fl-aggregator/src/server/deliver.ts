// SPDX-License-Identifier: Apache-2.0
import type { LearningTask } from '@wattpass/chaincode/domain';
import type { WeightsClient } from '@wattpass/gateway-api/client';
import type { CoordinatorContext } from './coordinator-context.js';
import type { Revealed } from './collect.js';
import { eachOf } from '../each-of.js';

const WIDTH = 8;

/** Lays a round's updates before its committee: each member finds them at its own gateway. Repeats change nothing. */
export async function layBefore(
  { members, observer }: CoordinatorContext,
  { committee }: Pick<LearningTask, 'committee'>,
  revealed: Revealed,
): Promise<void> {
  await eachOf(committee, committee.length, async (mspId) => {
    try {
      await eachOf(revealed.values(), WIDTH, async (bytes) => {
        await members.get(mspId)?.put('update', bytes);
      });
    } catch (error) {
      observer.note('a committee member cannot be reached', { mspId, error: String(error) });
    }
  });
}

/**
 * Takes a model to every member's gateway, where its clients find it.
 * @param delivered Whom it has reached; added to, so that the next call goes on with the others.
 * @returns whether all have it.
 */
export async function deliverModel(
  { members, home, observer }: CoordinatorContext,
  hash: string,
  delivered: Set<string>,
): Promise<boolean> {
  const model = (await home.weights.get(hash)) ?? (await anybodys(members.values(), hash));
  if (model === undefined) {
    observer.note('no gateway has the model', { hash });
    return false;
  }
  await eachOf(members, WIDTH, async ([mspId, member]) => {
    try {
      if (!delivered.has(mspId)) {
        await member.put('model', model);
        delivered.add(mspId);
      }
    } catch (error) {
      observer.note('a member cannot be reached', { mspId, error: String(error) });
    }
  });
  return delivered.size === members.size;
}

/** A task's first model lies where whoever made the task has laid it. */
async function anybodys(members: Iterable<WeightsClient>, hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (const member of members) {
    const model = await member.get(hash);
    if (model !== undefined) {
      return model;
    }
  }
  return undefined;
}
