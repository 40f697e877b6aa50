// SPDX-License-Identifier: Apache-2.0
import { paymentsUnderLoad } from '../support/payments-under-load.js';

describe('payments on the embedded peer', () => {
  paymentsUnderLoad('devpeer');
});
