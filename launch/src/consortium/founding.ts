// SPDX-License-Identifier: Apache-2.0
import { ProblemError, type Client } from '@wattpass/gateway-api/client';
import { allItems, type Desk, type Desks } from '@wattpass/fleet/lives';
import type { Role } from '@wattpass/chaincode/domain';
import { organisations, type Organisation } from '../topology.js';

const consortiumName = 'wattpass';

/** The recycler is no founder: it is admitted with the approval of the operator that delegates to it. */
const admitted: Role = 'recycler';
const delegator: Role = 'operator';

/** Founds the consortium and admits the recycler, as far as that has not happened yet; all through REST. */
export async function foundConsortium(desks: Desks): Promise<void> {
  const { operator } = desks;
  const founders = organisations.filter(({ roles }) => !roles.includes(admitted));
  if ((await membersOf(operator.client)) === undefined) {
    const members = founders.map(({ mspId, name, roles }) => ({ mspId, name, roles }));
    await operator.client.foundConsortium({ body: { name: consortiumName, members } });
  }
  const members = (await membersOf(operator.client)) ?? [];
  for (const organisation of organisations) {
    if (!members.includes(organisation.mspId)) {
      await admit(organisation, desks, founders);
    }
  }
}

async function admit(organisation: Organisation, desks: Desks, founders: readonly Organisation[]): Promise<void> {
  const sponsor = desks[delegator];
  const { mspId, name, roles } = organisation;
  const proposalId = (await openProposal(sponsor, mspId)) ?? (await propose(sponsor, { mspId, name, roles }));
  await Promise.all(
    founders.flatMap(({ roles: [role] }) => (role === undefined ? [] : [approve(desks[role], proposalId)])),
  );
  await sponsor.client.executeProposal({ proposalId });
}

/** An earlier start may have been cut short between proposal and execution. */
async function openProposal({ client }: Desk, mspId: string): Promise<string | undefined> {
  const proposals = await allItems((page) => client.listProposals(page));
  return proposals.find(
    ({ status, change }) => status === 'open' && change.kind === 'admitMember' && change.mspId === mspId,
  )?.id;
}

async function propose(sponsor: Desk, member: Pick<Organisation, 'mspId' | 'name' | 'roles'>): Promise<string> {
  const change = { kind: 'admitMember' as const, ...member, delegator: sponsor.mspId };
  return (await sponsor.client.propose({ body: { change } })).id;
}

/** Votes for a proposal, once. */
export async function approve({ client }: Desk, proposalId: string): Promise<void> {
  try {
    await client.vote({ proposalId, body: { approve: true } });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'CONFLICT') {
      throw error; // CONFLICT: an earlier start has cast this vote
    }
  }
}

/** MSP ids of the members; undefined before the founding, when nobody has a role yet. */
async function membersOf(client: Client): Promise<string[] | undefined> {
  try {
    const { members } = await client.getConsortium({});
    return members.map(({ mspId }) => mspId);
  } catch (error) {
    if (error instanceof ProblemError && ['UNAUTHENTICATED_ROLE', 'NOT_FOUND'].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}
