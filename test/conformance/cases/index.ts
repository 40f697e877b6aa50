// SPDX-License-Identifier: Apache-2.0
import type { ConformanceCase } from '../conformance-case.js';
import { conflictCases } from './conflicts.js';
import { creatorCases } from './creators.js';
import { forgedTransactionCases } from './forged-transactions.js';
import { policyCases } from './policies.js';
import { proposalCases } from './proposals.js';
import { targetCases } from './targets.js';

/** Every case, in the order they are run. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...proposalCases,
  ...creatorCases,
  ...targetCases,
  ...forgedTransactionCases,
  ...conflictCases,
  ...policyCases,
];
