// SPDX-License-Identifier: Apache-2.0

import { advance as step } from '../../domain/committee/round-rules.js';
import { SlotCommittee } from '../../domain/committee/slot-committee.js';
import { Member } from '../../domain/consortium/member.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { verdictsOn } from './slot-verdicts.js';

/**
 * Takes a slot's attestation one step further: to its conclusion, to substitutes, or to the organisations. While there is
 * nothing to do but wait, the committee as it stands is the answer.
 */
export const advance: Handler<'committee:advance'> = async (session, { slot: ref }) => {
  const { ledger, now } = session;
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(ref.leag, ref.slot));
  const { parameters } = await rulesOfVersion(ledger, committee.ruleVersion);
  const members = await listAll(ledger, Member, keys.members());
  const organisations = members.filter(({ status }) => status === 'active').map(({ mspId }) => mspId);
  const next = step(committee, await verdictsOn(ledger, committee), { organisations, now }, parameters);
  if (next === undefined) {
    return committee;
  }
  await save(ledger, keys.slotCommittee(ref.leag, ref.slot), next);
  const stage = next.conclusion ?? (next.vote === undefined ? 'substituted' : 'vote');
  announce(session, 'committee.advanced', [{ kind: 'slot', id: ref.slot, leag: ref.leag, stage, round: next.round }]);
  return next;
};
