// SPDX-License-Identifier: Apache-2.0
import { ProblemError, type AnswerOf } from '@wattpass/gateway-api/client';
import type { Scene } from './life.js';

type Item = { readonly batteryId: string; readonly chunk: number };

/**
 * Has chunks assessed in one request. A chunk that holds no full discharge gives no capacity: the gateway names it, and
 * the others are assessed without it.
 */
export async function assessChunks(
  scene: Scene,
  items: readonly Item[],
): Promise<AnswerOf<'assess'>['conditions'][number]['record'][]> {
  let left = items;
  while (left.length > 0) {
    try {
      const answer = await scene.steps.take('assess', scene.desks.operator.client.assess({ body: { items: left } }));
      return answer.conditions.map(({ record }) => record);
    } catch (error) {
      const index = partialDischarge(error);
      if (index === undefined) {
        throw error;
      }
      const { batteryId = '', chunk = 0 } = left[index] ?? {};
      scene.progress.notice(`chunk ${chunk} of ${batteryId} holds no full discharge and is not assessed`);
      left = left.filter((_item, place) => place !== index);
    }
  }
  return [];
}

/** The place of the chunk that the gateway refuses as no full discharge. */
function partialDischarge(error: unknown): number | undefined {
  if (!(error instanceof ProblemError) || error.code !== 'RULE_VIOLATION') {
    return undefined;
  }
  const place = /^\/items\/(\d+)$/.exec(error.problem.errors?.[0]?.pointer ?? '')?.[1];
  return place === undefined ? undefined : Number(place);
}
