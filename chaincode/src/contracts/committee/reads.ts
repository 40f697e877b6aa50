// SPDX-License-Identifier: Apache-2.0

import { Ranking } from '../../domain/committee/ranking.js';
import { progressOf } from '../../domain/committee/round-rules.js';
import { DoubleVerdict, SlotCommittee } from '../../domain/committee/slot-committee.js';
import { Validator } from '../../domain/committee/validator.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { verdictsOn } from './slot-verdicts.js';

/** A slot's committee, its verdicts and what comes next. */
export const get: Handler<'committee:get'> = async ({ ledger, now }, { slot: { leag, slot } }) => {
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(leag, slot));
  const verdicts = await verdictsOn(ledger, committee);
  const { parameters } = await rulesOfVersion(ledger, committee.ruleVersion);
  return {
    committee,
    attestations: [...verdicts.attestations.values()],
    organisations: [...verdicts.organisations],
    next: progressOf(committee, verdicts, now, parameters).next,
  };
};

/** The ranking of a day. */
export const ranking: Handler<'committee:ranking'> = ({ ledger }, { day }) => load(ledger, Ranking, keys.ranking(day));

/** All validators, a page at a time. */
export const validators: Handler<'committee:validators'> = ({ ledger }, page) =>
  listPage(ledger, Validator, keys.validators(), page);

/** The proofs against a validator. */
export const doubleVerdicts: Handler<'committee:doubleVerdicts'> = async ({ ledger }, { validator }) => ({
  proofs: await listAll(ledger, DoubleVerdict, keys.doubleVerdicts(validator)),
});
