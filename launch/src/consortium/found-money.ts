// SPDX-License-Identifier: Apache-2.0
import { ProblemError, type AnswerOf, type RequestOf } from '@wattpass/gateway-api/client';
import { allItems, type Desk, type Desks } from '@wattpass/fleet/lives';
import { chaincodeName, channelName, organisations } from '../topology.js';
import { approve } from './founding.js';

type Change = RequestOf<'propose'>['body']['change'];

/** Who issues money in this topology. */
export const issuerRole = 'operator';

/**
 * Votes which ledger this is, after each member has compared its own first block, and who issues money; as far as that has
 * not happened yet.
 */
export async function foundMoney(desks: Desks): Promise<void> {
  const sponsor = desks[issuerRole];
  const known = await moneyOf(sponsor);
  const changes: Change[] = [];
  if (known === undefined) {
    const network = await firstBlockOfAll(desks);
    changes.push({ kind: 'recordLedger', network, channel: channelName, chaincode: chaincodeName });
  }
  if (known?.issuers.some(({ mspId, status }) => mspId === sponsor.mspId && status === 'active') !== true) {
    changes.push({ kind: 'certifyIssuer', mspId: sponsor.mspId });
  }
  await Promise.all(changes.map((change) => carryOut(sponsor, change, desks)));
}

async function moneyOf({ client }: Desk): Promise<AnswerOf<'getWalletLedger'> | undefined> {
  try {
    return await client.getWalletLedger();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'NOT_FOUND') {
      return undefined;
    }
    throw error;
  }
}

/** @throws Error where members' peers have different ledgers */
async function firstBlockOfAll(desks: Desks): Promise<string> {
  const answers = await Promise.all(Object.values(desks).map(({ client }) => client.getFirstBlock()));
  const [network, ...others] = new Set(answers.map(({ firstBlock }) => firstBlock));
  if (network === undefined || others.length > 0) {
    throw new Error('the members do not have the same first block');
  }
  return network;
}

async function carryOut({ client }: Desk, change: Change, desks: Desks): Promise<void> {
  const proposals = await allItems((page) => client.listProposals(page));
  const open = proposals.find((each) => each.status === 'open' && each.change.kind === change.kind);
  const { id: proposalId } = open ?? (await client.propose({ body: { change } }));
  const voters = organisations.flatMap(({ roles }) => roles.slice(0, 1)).map((role) => desks[role]);
  await Promise.all(voters.map((desk) => approve(desk, proposalId)));
  await client.executeProposal({ proposalId });
}
