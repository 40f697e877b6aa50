// SPDX-License-Identifier: Apache-2.0

import type { Validator } from '../../domain/committee/validator.js';
import { effectOf, type Effect } from '../../domain/consortium/change-rules.js';
import { Proposal, Vote } from '../../domain/consortium/proposal.js';
import { requireApproval, requireOpen, tallyOf } from '../../domain/consortium/vote-rules.js';
import type { Reputation } from '../../domain/reputation/reputation.js';
import type { LinkOpening } from '../../domain/trader/link-opening.js';
import type { Enrolment } from '../../domain/trader/trader.js';
import { keys } from '../../ledger/keys.js';
import type { Key } from '../../ledger/ledger.js';
import { loadJudged } from '../../ledger/registry.js';
import { listAll, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';
import { letUnnamedGo } from '../trader/let-go.js';

/** Carries out an approved proposal. Once it is executed, a repeat answers with it. */
export const execute: Handler<'consortium:execute'> = async (session, { proposalId }) => {
  const { ledger, now } = session;
  const proposal = await load(ledger, Proposal, keys.proposal(proposalId));
  if (proposal.status === 'executed') {
    return proposal;
  }
  requireOpen(proposal);
  const { change } = proposal;
  const registry = await loadJudged(ledger, change, now);
  const votes = await listAll(ledger, Vote, keys.votes(proposalId));
  requireApproval(tallyOf(change, votes, registry.members), change);
  const effect = effectOf(change, registry, now);
  const { kind, id } = await carryOut(session, effect);
  const executed: Proposal = { ...proposal, status: 'executed', decidedAt: now };
  await save(ledger, keys.proposal(proposalId), executed);
  announce(session, 'consortium.executed', [
    { kind: 'proposal', id: proposalId, change: change.kind },
    { kind, id },
  ]);
  return executed;
};

/** Writes what an effect asks for. @returns how the event names it */
async function carryOut(session: Session, effect: Effect): Promise<Pick<Place, 'kind' | 'id'>> {
  const { ledger } = session;
  if ('enrolment' in effect) {
    const { leag, nullifier } = effect.enrolment;
    await letUnnamedGo(session, leag, [effect.enrolment]);
    return { kind: 'enrolment', id: nullifier };
  }
  const place = placeOf(effect);
  await save(ledger, place.key, place.record);
  if ('trust' in effect && effect.trust !== undefined) {
    await save(ledger, keys.trust(effect.trust.participant), effect.trust);
  }
  return place;
}

/** Where the record of an effect goes, and how the event names it. */
interface Place {
  readonly key: Key;
  readonly record: object;
  readonly kind: string;
  readonly id: string;
}

function placeOf(effect: Exclude<Effect, { enrolment: Enrolment }>): Place {
  if ('member' in effect) {
    const { mspId } = effect.member;
    return { key: keys.member(mspId), record: effect.member, kind: 'member', id: mspId };
  }
  if ('rules' in effect) {
    return { key: keys.rules(), record: effect.rules, kind: 'rules', id: String(effect.rules.version) };
  }
  if ('ledgerIdentity' in effect) {
    const record = effect.ledgerIdentity;
    return { key: keys.ledgerIdentity(), record, kind: 'ledgerIdentity', id: record.network };
  }
  if ('issuer' in effect) {
    const { mspId } = effect.issuer;
    return { key: keys.issuer(mspId), record: effect.issuer, kind: 'issuer', id: mspId };
  }
  if ('line' in effect) {
    return { key: keys.regionalLine(effect.line.id), record: effect.line, kind: 'line', id: effect.line.id };
  }
  return 'opening' in effect ? placeOfOpening(effect.opening) : placeOfSubject(effect);
}

function placeOfOpening(opening: LinkOpening): Place {
  const { pseudonym, to } = opening;
  return { key: keys.linkOpening(pseudonym, to), record: opening, kind: 'linkOpening', id: pseudonym };
}

function placeOfSubject(effect: Extract<Effect, { reputation: Reputation } | { validator: Validator }>): Place {
  if ('reputation' in effect) {
    const { participant } = effect.reputation;
    return { key: keys.reputation(participant), record: effect.reputation, kind: 'reputation', id: participant };
  }
  const { id } = effect.validator;
  return { key: keys.validator(id), record: effect.validator, kind: 'validator', id };
}
