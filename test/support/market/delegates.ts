// SPDX-License-Identifier: Apache-2.0
import type { Role } from '@wattpass/chaincode/domain';
import type { Client } from '@wattpass/gateway-api/client';
import type { RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import type { Delegates } from './rest-market.js';

/** The delegates of a running consortium. */
export function delegatesOf({ desks }: Pick<RunningConsortium, 'desks'>): Delegates {
  return Object.fromEntries(Object.entries(desks).map(([role, { client }]) => [role, client])) as Record<Role, Client>;
}
