// SPDX-License-Identifier: Apache-2.0

import { Agreement } from '../../domain/logistics/agreement.js';
import { Batch } from '../../domain/logistics/batch.js';
import { Claim, ClaimEvidence } from '../../domain/logistics/claim.js';
import { StoredLogisticsDetail } from '../../domain/logistics/logistics-detail.js';
import { keys } from '../../ledger/keys.js';
import { listPage, listPrivate, load, loadPrivate } from '../../ledger/repository.js';
import { oldestFirst } from '../oldest-first.js';
import type { Handler } from '../run.js';

/** A batch. */
export const batch: Handler<'logistics:batch'> = ({ ledger }, { batchId }) => load(ledger, Batch, keys.batch(batchId));

/** Batches in the order of their ids. */
export const batches: Handler<'logistics:batches'> = ({ ledger }, page) =>
  listPage(ledger, Batch, keys.batches(), page);

/** A transport agreement. */
export const agreement: Handler<'logistics:agreement'> = ({ ledger }, { agreementId }) =>
  load(ledger, Agreement, keys.agreement(agreementId));

/** Transport agreements. */
export const agreements: Handler<'logistics:agreements'> = ({ ledger }, page) =>
  listPage(ledger, Agreement, keys.agreements(), page);

/** A journey's private records. */
export const details: Handler<'logistics:details'> = async ({ ledger }, { agreementId }) => {
  await load(ledger, Agreement, keys.agreement(agreementId));
  const stored = await listPrivate(ledger, StoredLogisticsDetail, 'logisticsDetail', keys.detailsOf(agreementId));
  return { items: oldestFirst(stored, ({ record }) => record.at) };
};

/** A claim. */
export const claim: Handler<'logistics:claim'> = ({ ledger }, { claimId }) => load(ledger, Claim, keys.claim(claimId));

/** Claims. */
export const claims: Handler<'logistics:claims'> = ({ ledger }, page) => listPage(ledger, Claim, keys.claims(), page);

/** The private evidence behind a claim's answer. */
export const claimEvidence: Handler<'logistics:claimEvidence'> = ({ ledger }, { claimId }) =>
  loadPrivate(ledger, ClaimEvidence, 'logisticsDetail', keys.claimEvidence(claimId));
