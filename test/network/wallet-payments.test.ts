// SPDX-License-Identifier: Apache-2.0
import { findFabric } from '@wattpass/network';
import { paymentsUnderLoad } from '../support/payments-under-load.js';

describe('payments on real Fabric', () => {
  before(async function () {
    try {
      await findFabric();
    } catch (error) {
      process.stderr.write(`skipped: ${error instanceof Error ? error.message : String(error)}\n`);
      this.skip();
    }
  });
  paymentsUnderLoad('fabric');
});
