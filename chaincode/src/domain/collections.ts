// SPDX-License-Identifier: Apache-2.0

import type { Role } from './roles.js';

/** A private data collection: exactly one role writes, and only its organisations' peers endorse. */
export interface CollectionRule {
  readonly writer: Role;
  readonly readers: readonly Role[];
}

/** Every private data collection. The members' organisations follow from the topology. */
export const collections = {
  factory: { writer: 'producer', readers: ['producer', 'operator', 'user', 'recycler'] },
  logisticsDetail: { writer: 'logistics', readers: ['logistics', 'operator'] },
  usage: { writer: 'operator', readers: ['operator', 'user'] },
  runMode: { writer: 'user', readers: ['operator', 'user'] },
  conditionOperator: { writer: 'operator', readers: ['operator', 'user', 'recycler'] },
  conditionRecycler: { writer: 'recycler', readers: ['operator', 'user', 'recycler'] },
  maintenanceOperator: { writer: 'operator', readers: ['operator', 'user', 'recycler'] },
  maintenanceRecycler: { writer: 'recycler', readers: ['operator', 'user', 'recycler'] },
  recycling: { writer: 'recycler', readers: ['recycler', 'producer'] },
} as const satisfies Record<string, CollectionRule>;

/** The name of a private data collection. */
export type CollectionName = keyof typeof collections;

/** The collection that Fabric gives every organisation for itself, without any configuration. */
export type ImplicitCollection = `_implicit_org_${string}`;

/** An organisation's own collection. Its peers serve any client of the channel, so contracts check who asks. */
export function implicitCollection(mspId: string): ImplicitCollection {
  return `_implicit_org_${mspId}`;
}

/** Where private data lie. */
export type Collection = CollectionName | ImplicitCollection;
