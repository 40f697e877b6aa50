// SPDX-License-Identifier: Apache-2.0
import { createClient, Horizon, type Client, type Party } from '@wattpass/gateway-api/client';
import { matrixRoles, type MatrixRole } from '../scenarios/access-matrix/expected.js';

/** Where somebody of an organisation works: its gateway, signed in. */
export interface Desk {
  readonly role: MatrixRole;
  readonly url: string;
  readonly client: Client;
  readonly mspId: string;
  /** The organisation as a holder of title and custody. */
  readonly party: Party;
  /** The person at the desk as a holder. */
  readonly person: Party;
}

/** The desks of all six organisations. */
export type Desks = Readonly<Record<MatrixRole, Desk>>;

/** How to sign in at a gateway. */
export interface SignIn {
  readonly url: string;
  readonly apiKey: string;
}

/**
 * Signs in at every organisation's gateway.
 * @throws ProblemError if a gateway does not accept the key, Error if the account acts in another role.
 */
export async function openDesks(signIns: Readonly<Record<MatrixRole, SignIn>>): Promise<Desks> {
  const horizon = new Horizon(); // desks act on each other's work, and their organisations' peers are not in step
  const desks = await Promise.all(
    matrixRoles.map(async (role) => [role, await openDesk(role, signIns[role], horizon)] as const),
  );
  return Object.fromEntries(desks) as Desks;
}

async function openDesk(role: MatrixRole, { url, apiKey }: SignIn, horizon: Horizon): Promise<Desk> {
  const client = createClient({ url, apiKey, horizon });
  const me = await client.me({});
  if (me.role !== role) {
    throw new Error(`${url}: the account ${me.name} acts as ${me.role ?? 'nobody in particular'}, not as ${role}`);
  }
  const party = { mspId: me.mspId, role };
  return { role, url, client, mspId: me.mspId, party, person: { ...party, actorId: me.actorId } };
}
