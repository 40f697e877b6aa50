// SPDX-License-Identifier: Apache-2.0
import { openDesks, type Desks, type SignIn } from '@wattpass/fleet/lives';
import type { Role } from '@wattpass/chaincode/domain';
import type { GatewayFacts } from '../gateways/gateways.js';
import type { StateDirectory } from '../state-directory.js';
import { issuerRole } from './found-money.js';
import { keptAccountKey } from './kept-account.js';

/** The account that the fleet works under at every organisation: a person who may vote, but no administrator. */
const accountName = 'desk';

/** Signs in at every gateway, making the fleet's accounts the first time; their keys are kept in the state directory. */
export async function signIn(gateways: readonly GatewayFacts[], state: Pick<StateDirectory, 'signIn'>): Promise<Desks> {
  const signIns = await Promise.all(
    gateways.map(async (gateway) => {
      const { organisation, url } = gateway;
      const role = organisation as Role; // in this topology every organisation is named after its one role
      const issuer = role === issuerRole;
      const account = { kind: 'person', name: accountName, role, delegate: true, issuer } as const;
      const apiKey = await keptAccountKey(gateway, state.signIn(organisation), account);
      return [organisation, { url, apiKey }] as const;
    }),
  );
  return openDesks(Object.fromEntries(signIns) as Record<Role, SignIn>);
}
