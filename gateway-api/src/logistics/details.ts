// SPDX-License-Identifier: Apache-2.0
import { items, LogisticsDetail, z, type PrivateOf } from '@wattpass/chaincode/domain';
import type { SaltOf } from '../fabric/salt.js';

const [route, checkpoint, shock, temperature, receipt] = LogisticsDetail.options;
const drawnHere = { agreementId: true, salt: true } as const;

/** What a carrier records of a journey; the agreement is named by the path. */
export const detailsSchema = z.strictObject({
  items: items(
    z.discriminatedUnion('kind', [
      route.omit(drawnHere),
      checkpoint.omit(drawnHere),
      shock.omit(drawnHere),
      temperature.omit(drawnHere),
      receipt.omit(drawnHere),
    ]),
  ),
});

/** See {@link detailsSchema}. */
export type Details = z.output<typeof detailsSchema>;

/** The records as they are sealed. */
export function sealDetails(agreementId: string, details: Details, salt: SaltOf): PrivateOf<'logistics:recordDetails'> {
  return { items: details.items.map((detail, index) => ({ ...detail, agreementId, salt: salt(index) })) };
}
