// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in the wallet contract', () => {
  rolesAreHeld('wallet', {
    transfer: all,
    deposit: all,
    requestWithdrawals: all,
    completeWithdrawals: all,
    expireEscrows: all,
    executeRuling: all,
    ledgerIdentity: all,
    coins: all,
    statement: all,
    escrow: all,
    issuances: all,
    supply: all,
    // for issuers and delegates of any role; actors of the table are none
    issue: '',
    redeem: '',
    rule: '',
  });
});
