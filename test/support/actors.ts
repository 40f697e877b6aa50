// SPDX-License-Identifier: Apache-2.0
import type { Party, Role } from '@wattpass/chaincode/domain';
import { actorIdOf, type Certified } from '@wattpass/chaincode/ledger/actor.js';

/** The six organisations, one role each. */
export const organisations = [
  { mspId: 'ProducerMSP', name: 'Producer', role: 'producer' },
  { mspId: 'LogisticsMSP', name: 'Logistics', role: 'logistics' },
  { mspId: 'OperatorMSP', name: 'Operator', role: 'operator' },
  { mspId: 'UserMSP', name: 'User', role: 'user' },
  { mspId: 'StationMSP', name: 'Station', role: 'station' },
  { mspId: 'RecyclerMSP', name: 'Recycler', role: 'recycler' },
] as const satisfies readonly { mspId: string; name: string; role: Role }[];

/** What the certificate of `name` at `mspId` says. */
export function person(
  mspId: string,
  name: string,
  attributes: { readonly role?: string; readonly delegate?: boolean } = {},
): Certified {
  const organisation = mspId.replace(/MSP$/, '').toLowerCase();
  return {
    mspId,
    clientId: `x509::/OU=client/CN=${name}::/C=DE/O=${organisation}/CN=ca.${organisation}`,
    role: attributes.role,
    delegate: attributes.delegate ?? false,
  };
}

function of(role: Role, name: string, delegate = false): Certified {
  const mspId = organisations.find((organisation) => organisation.role === role)?.mspId ?? '';
  return person(mspId, name, { role, delegate });
}

/** One ordinary person of each organisation; two of the user organisation. */
export const actors = {
  producer: of('producer', 'petra'),
  logistics: of('logistics', 'lars'),
  operator: of('operator', 'olga'),
  user: of('user', 'ulla'),
  secondUser: of('user', 'udo'),
  station: of('station', 'stefan'),
  recycler: of('recycler', 'rita'),
} as const;

/** The person who speaks for each organisation in the consortium. */
export const delegates = {
  producer: of('producer', 'paul', true),
  logistics: of('logistics', 'lena', true),
  operator: of('operator', 'otto', true),
  user: of('user', 'uwe', true),
  station: of('station', 'sara', true),
  recycler: of('recycler', 'ralf', true),
} as const satisfies Record<Role, Certified>;

/** The party that `certified` is: the organisation in its role and, for a user, the person. */
export function partyOf(certified: Certified): Party {
  const role = certified.role as Role;
  return { mspId: certified.mspId, role, ...(role === 'user' && { actorId: actorIdOf(certified) }) };
}
