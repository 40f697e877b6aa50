// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in the consortium contract', () => {
  rolesAreHeld('consortium', {
    members: all,
    proposals: all,
    proposal: all,
    ruleParameters: all,
    // for delegates of any role; actors of the table are none
    found: '',
    propose: '',
    vote: '',
    execute: '',
    withdraw: '',
  });
});
