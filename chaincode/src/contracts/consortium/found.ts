// SPDX-License-Identifier: Apache-2.0

import { foundingOf, repeatsFounding } from '../../domain/consortium/founding-rules.js';
import { Consortium, Member } from '../../domain/consortium/member.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { find, listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Founds the consortium, once: its members, their roles and the first version of the rule parameters. */
export const found: Handler<'consortium:found'> = async (session, input) => {
  const { ledger, actor, now } = session;
  const founding = foundingOf(input.name, input.members, actor.mspId, now);
  const standing = await find(ledger, Consortium, keys.consortium());
  if (standing !== undefined) {
    if (repeatsFounding(founding, standing, await listAll(ledger, Member, keys.members()))) {
      return standing;
    }
    throw new DomainError('ALREADY_EXISTS', `the consortium ${standing.name} is founded already`, { ...standing });
  }
  await save(ledger, keys.consortium(), founding.consortium);
  await save(ledger, keys.rules(), founding.rules);
  for (const member of founding.members) {
    await save(ledger, keys.member(member.mspId), member);
  }
  announce(session, 'consortium.founded', [
    { kind: 'consortium', id: founding.consortium.name },
    ...founding.members.map(({ mspId }) => ({ kind: 'member', id: mspId })),
  ]);
  return founding.consortium;
};
