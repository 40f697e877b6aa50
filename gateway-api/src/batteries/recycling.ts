// SPDX-License-Identifier: Apache-2.0
import { items, Recycling, z, type PrivateOf } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

const [evaluation, refurbishment, materials] = Recycling.options;
const drawnHere = { salt: true } as const;

/** A recycler's records: evaluations, refurbishments, recovered materials. */
export const recyclingSchema = z.strictObject({
  items: items(
    z.discriminatedUnion('kind', [
      evaluation.omit(drawnHere),
      refurbishment.omit(drawnHere),
      materials.omit(drawnHere),
    ]),
  ),
});

/** See {@link recyclingSchema}. */
export type RecyclingRequest = z.output<typeof recyclingSchema>;

/** The records as they are sealed. */
export function sealRecycling(request: RecyclingRequest, salt: SaltOf): PrivateOf<'battery:recordRecycling'> {
  return { items: request.items.map((item, index) => ({ ...item, salt: salt(index) })) };
}
