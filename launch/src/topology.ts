// SPDX-License-Identifier: Apache-2.0
import type { Role } from '@wattpass/chaincode/domain';

/** Name of the channel and of the chaincode on it. */
export const channelName = 'wattpass';
export const chaincodeName = 'wattpass';

/** One organisation of the consortium. */
export interface Organisation {
  readonly name: string;
  readonly mspId: string;
  readonly roles: readonly Role[];
  /** The organisation's domain; its peer is `peer0.<domain>`. */
  readonly domain: string;
}

/** The six organisations, one role each, in the order in which their gateways take ports. */
export const organisations: readonly Organisation[] = (
  ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'] as const
).map((role) => ({
  name: role,
  mspId: `${role.charAt(0).toUpperCase()}${role.slice(1)}MSP`,
  roles: [role],
  domain: `${role}.wattpass.localhost`,
}));

/** The organisation of this name. @throws RangeError if there is none. */
export function organisationNamed(name: string): Organisation {
  const found = organisations.find((organisation) => organisation.name === name);
  if (found === undefined) {
    throw new RangeError(`${name}: one of ${organisations.map((organisation) => organisation.name).join(', ')}`);
  }
  return found;
}
