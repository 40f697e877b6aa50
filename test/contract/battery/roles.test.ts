// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';
const movers = 'producer logistics operator user recycler';

describe('roles in the battery contract', () => {
  rolesAreHeld('battery', {
    register: 'producer',
    sealFactoryData: 'producer',
    confirmFactoryData: 'producer',
    offerMove: movers,
    acceptMove: movers,
    declineMove: movers,
    cancelMove: movers,
    changeStatus: 'producer operator user recycler',
    recordMaintenance: 'operator recycler',
    recordRecycling: 'recycler',
    announceCertificate: 'recycler',
    sealCertificateEvidence: 'recycler',
    confirmCertificate: 'recycler',
    recycle: 'recycler',
    get: all,
    list: all,
    moves: all,
    history: all,
    passport: all,
    passports: all,
    certificate: all,
    certificates: all,
    factoryData: 'producer operator user recycler',
    maintenance: 'operator user recycler',
    recyclingRecords: 'recycler producer',
    certificateEvidence: 'recycler producer',
  });
});
