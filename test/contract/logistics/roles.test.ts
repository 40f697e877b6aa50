// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in logistics', () => {
  rolesAreHeld('logistics', {
    createBatch: 'producer operator recycler',
    offerAgreement: 'producer operator recycler',
    acceptAgreement: 'logistics',
    declineAgreement: 'logistics',
    cancelAgreement: 'producer operator recycler',
    pickUp: 'logistics',
    arrive: 'logistics',
    receive: 'producer operator recycler',
    recordDetails: 'logistics',
    openClaim: 'producer operator',
    answerClaim: 'logistics',
    sealClaimEvidence: 'logistics',
    confirmClaimEvidence: 'logistics',
    closeClaim: 'producer operator',
    withdrawClaim: 'producer operator',
    batch: all,
    batches: all,
    agreement: all,
    agreements: all,
    details: 'logistics operator',
    claim: all,
    claims: all,
    claimEvidence: 'logistics operator',
  });
});
