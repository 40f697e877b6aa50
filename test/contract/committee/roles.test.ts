// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in committee', () => {
  rolesAreHeld('committee', {
    applyAsValidator: all,
    retireValidator: all,
    takeRanking: all,
    attest: all,
    advance: all,
    get: all,
    ranking: all,
    validators: all,
    doubleVerdicts: all,
    // for delegates of any role; actors of the table are none
    sponsorValidator: '',
    judge: '',
  });
});
