// SPDX-License-Identifier: Apache-2.0
import type { ConformanceCase } from '../conformance-case.js';
import { answerCases } from './answers.js';
import { blockCases } from './blocks.js';
import { chaincodeProcessCases } from './chaincode-process.js';
import { clientLibraryCases } from './client-library.js';
import { revocationCases } from './revocation.js';
import { chaincodeCallCases } from './chaincode-calls.js';
import { conflictCases } from './conflicts.js';
import { creatorCases } from './creators.js';
import { eventCases } from './events.js';
import { forgedTransactionCases } from './forged-transactions.js';
import { lifecycleCases } from './lifecycle.js';
import { policyCases } from './policies.js';
import { privateDataCases } from './private-data.js';
import { proposalCases } from './proposals.js';
import { stateCases } from './state.js';
import { systemChaincodeCases } from './system-chaincodes.js';
import { targetCases } from './targets.js';

/** Every case, in the order they are run. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...proposalCases,
  ...creatorCases,
  ...targetCases,
  ...answerCases,
  ...stateCases,
  ...conflictCases,
  ...policyCases,
  ...forgedTransactionCases,
  ...privateDataCases,
  ...chaincodeCallCases,
  ...eventCases,
  ...blockCases,
  ...systemChaincodeCases,
  ...lifecycleCases,
  ...clientLibraryCases,
  ...revocationCases,
  ...chaincodeProcessCases,
];
