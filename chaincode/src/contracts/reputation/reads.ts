// SPDX-License-Identifier: Apache-2.0

import { Reputation, Trust } from '../../domain/reputation/reputation.js';
import { overallScore } from '../../domain/reputation/trust-rules.js';
import { keys } from '../../ledger/keys.js';
import { decodeRecord, listPage, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';

/** One participant's reputation. */
export const get: Handler<'reputation:get'> = async ({ ledger }, { participant }) => {
  const reputation = await load(ledger, Reputation, keys.reputation(participant));
  const trust = await load(ledger, Trust, keys.trust(participant));
  return { reputation, overall: overallScore(reputation), trust };
};

/** All reputations, a page at a time. */
export const list: Handler<'reputation:list'> = ({ ledger }, page) =>
  listPage(ledger, Reputation, keys.reputations(), page);

/** Every change of a participant's scores, out of the versions of its record. */
export const history: Handler<'reputation:history'> = async ({ ledger }, { participant }) => {
  await load(ledger, Reputation, keys.reputation(participant));
  const versions = await ledger.history(keys.reputation(participant));
  return {
    changes: versions.flatMap(({ value }) => (value === undefined ? [] : decodeRecord(Reputation, value).changes)),
  };
};
