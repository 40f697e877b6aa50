// SPDX-License-Identifier: Apache-2.0

import { batteryLifeTransactions } from './life-transactions.js';
import { batteryReadTransactions } from './read-transactions.js';
import { secondLifeTransactions } from './second-life-transactions.js';

/** Everything the battery contract answers. */
export const batteryTransactions = {
  ...batteryLifeTransactions,
  ...secondLifeTransactions,
  ...batteryReadTransactions,
};
