// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createClient, ProblemError } from '@wattpass/gateway-api/client';
import { openDesks, type Desks, type SignIn } from '@wattpass/fleet/lives';
import type { Role } from '@wattpass/chaincode/domain';
import type { GatewayFacts } from '../gateways/gateways.js';
import type { StateDirectory } from '../state-directory.js';
import { issuerRole } from './found-money.js';

/** The account that the fleet works under at every organisation: a person who may vote, but no administrator. */
const accountName = 'desk';

/** Signs in at every gateway, making the fleet's accounts the first time; their keys are kept in the state directory. */
export async function signIn(gateways: readonly GatewayFacts[], state: Pick<StateDirectory, 'signIn'>): Promise<Desks> {
  const signIns = await Promise.all(
    gateways.map(async (gateway) => {
      const apiKey = await deskKey(gateway, state.signIn(gateway.organisation));
      return [gateway.organisation, { url: gateway.url, apiKey }] as const;
    }),
  );
  return openDesks(Object.fromEntries(signIns) as Record<Role, SignIn>);
}

async function deskKey({ organisation, url, adminKeyFile }: GatewayFacts, file: string): Promise<string> {
  if (existsSync(file)) {
    return readFileSync(file, 'utf8').trim();
  }
  const admin = createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() });
  const role = organisation as Role; // in this topology every organisation is named after its one role
  const apiKey = await newKey(admin, role);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${apiKey}\n`, { mode: 0o600 });
  return apiKey;
}

/** A key that was issued but never written down is lost: its account gives way to a new one. */
async function newKey(admin: ReturnType<typeof createClient>, role: Role, name = accountName): Promise<string> {
  try {
    const issuer = role === issuerRole;
    return (await admin.createAccount({ body: { kind: 'person', name, role, delegate: true, issuer } })).apiKey;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'ALREADY_EXISTS') {
      return newKey(admin, role, `${accountName} ${Date.now()}`);
    }
    throw error;
  }
}
