// SPDX-License-Identifier: Apache-2.0

import { repeatedVerdict, requireVoter } from '../../domain/committee/attest-rules.js';
import { OrganisationVerdict, SlotCommittee } from '../../domain/committee/slot-committee.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/** Takes the verdict of the caller's organisation, once, under a key of its own. */
export const judge: Handler<'committee:judge'> = async (session, { slot: { leag, slot }, approve }) => {
  const { ledger, actor, now } = session;
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(leag, slot));
  const key = keys.organisationVerdict(leag, slot, actor.mspId);
  const earlier = await find(ledger, OrganisationVerdict, key);
  if (earlier !== undefined) {
    return repeatedVerdict(earlier, approve);
  }
  const rules = await rulesOfVersion(ledger, committee.ruleVersion);
  requireVoter(committee, actor.mspId, now, rules.parameters);
  const verdict: OrganisationVerdict = { mspId: actor.mspId, approve, at: now };
  await save(ledger, key, verdict);
  announce(session, 'committee.judged', [{ kind: 'organisationVerdict', id: actor.mspId, leag, slot }]);
  return verdict;
};
