// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, IdempotencyKey, items, itemsIfAny, Page, pageOf } from '../fields.js';
import { LeagId } from '../market/leag.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Address } from '../wallet/address.js';
import { Leave, ReleaseRequest, SignedArrival } from './move.js';
import { Enrolment, Rotation, Trader, TraderCount, UnnamedDeparture } from './trader.js';
import { Nullifier, PseudonymLink, Vehicle, VehicleApplication } from './vehicle.js';

/** LEAGs are run by operators and stations. */
const leagRoles = ['operator', 'station'] as const;

const OfLeag = z.strictObject({ leag: LeagId });
const ByPseudonym = z.strictObject({ pseudonym: Address });
const Ids = z.strictObject({ ids: z.array(Hex256) });

export const traderTransactions = defineTransactions({
  'trader:sealVehicles': {
    kind: 'submit',
    summary: "Keep vehicles' certificates and signed applications, with the LEAG alone",
    roles: leagRoles,
    input: OfLeag,
    private: z.strictObject({ items: items(VehicleApplication) }),
    implicit: true,
    output: Ids,
  },
  'trader:enrol': {
    kind: 'submit',
    summary: 'Enrol vehicles by their nullifiers, each once and with one LEAG',
    roles: leagRoles,
    input: OfLeag.extend({ nullifiers: items(Nullifier) }),
    output: z.strictObject({ enrolments: z.array(Enrolment) }),
  },
  'trader:sealLinks': {
    kind: 'submit',
    summary: 'Keep which vehicle trades under which pseudonym, with the LEAG alone',
    roles: leagRoles,
    input: OfLeag,
    private: z.strictObject({ items: items(PseudonymLink) }),
    implicit: true,
    output: Ids,
  },
  'trader:certify': {
    kind: 'submit',
    summary: 'Certify the first pseudonyms of vehicles, in a batch and in ascending order',
    roles: leagRoles,
    input: OfLeag.extend({ pseudonyms: items(Address) }),
    output: z.strictObject({ traders: z.array(Trader) }),
  },
  'trader:sealReleases': {
    kind: 'submit',
    summary:
      "Keep vehicles' signed requests to be let go, with the LEAG alone, for what lets them go under the same key",
    roles: leagRoles,
    input: OfLeag.extend({ key: IdempotencyKey }),
    private: z.strictObject({ items: items(ReleaseRequest) }),
    implicit: true,
    output: Ids,
  },
  'trader:release': {
    kind: 'submit',
    summary: 'Let vehicles go that have no pseudonym yet; those that have one leave in a rotation',
    roles: leagRoles,
    input: OfLeag.extend({ key: IdempotencyKey, nullifiers: items(Nullifier) }),
    output: UnnamedDeparture,
  },
  'trader:leave': {
    kind: 'submit',
    summary: "Leave a LEAG without its help, by a pseudonym's signature and the sealed link, which this publishes",
    roles,
    input: Leave,
    output: z.strictObject({ trader: Trader, enrolment: Enrolment }),
  },
  'trader:rotate': {
    kind: 'submit',
    summary:
      'Let new pseudonyms take over from old ones, in a batch that does not say which follows which; vehicles leave and arrive with it',
    roles: leagRoles,
    input: OfLeag.extend({
      key: IdempotencyKey,
      /** In ascending order. */
      retired: itemsIfAny(Address),
      sold: itemsIfAny(Address),
      /** By names under which vehicles left other LEAGs, in ascending order of these. */
      arrivals: itemsIfAny(SignedArrival),
      /** In the order of `trader:rotationOrder`, and in ascending order within each of its groups. */
      certified: items(Address),
      /** Those of `certified` under which vehicles leave, and the vehicles that do, each in ascending order. */
      leaving: itemsIfAny(Address),
      released: itemsIfAny(Nullifier),
      /** In ascending order. */
      commitments: items(Hex256),
    }),
    output: Rotation,
  },
  'trader:retire': {
    kind: 'submit',
    summary: 'End a pseudonym: it places no more orders',
    roles: leagRoles,
    input: OfLeag.extend({ pseudonym: Address }),
    output: Trader,
  },
  'trader:get': {
    kind: 'evaluate',
    summary: 'A trading pseudonym',
    roles,
    input: ByPseudonym,
    output: Trader,
  },
  'trader:list': {
    kind: 'evaluate',
    summary: "A LEAG's trading pseudonyms, a page at a time",
    roles,
    input: Page.extend({ leag: LeagId }),
    output: pageOf(Trader),
  },
  'trader:enrolments': {
    kind: 'evaluate',
    summary: "A LEAG's enrolled vehicles by their nullifiers, a page at a time",
    roles,
    input: Page.extend({ leag: LeagId }),
    output: pageOf(Enrolment),
  },
  'trader:count': {
    kind: 'evaluate',
    summary: "A LEAG's vehicles and pseudonyms, counted: no more of these than of those",
    roles,
    input: OfLeag,
    output: TraderCount,
  },
  'trader:rotationOrder': {
    kind: 'evaluate',
    summary: 'The order in which the successors of pseudonyms are named in a rotation: groups that start alike',
    roles: leagRoles,
    /** `retired` takes names that arrive as well. */
    input: OfLeag.extend({ retired: items(Address), sold: itemsIfAny(Address) }),
    output: z.strictObject({ groups: z.array(z.array(Address)) }),
  },
  'trader:link': {
    kind: 'evaluate',
    summary: 'Which vehicle is behind a pseudonym: for its LEAG, and for whom the members voted to tell',
    roles,
    input: ByPseudonym,
    output: z.strictObject({ link: PseudonymLink, vehicle: Vehicle }),
  },
});
