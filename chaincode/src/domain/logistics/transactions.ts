// SPDX-License-Identifier: Apache-2.0

import { agreementTransactions } from './agreement-transactions.js';
import { claimTransactions } from './claim-transactions.js';

/** Everything the logistics contract answers. */
export const logisticsTransactions = { ...agreementTransactions, ...claimTransactions };
