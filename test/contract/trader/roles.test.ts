// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in the trader contract', () => {
  rolesAreHeld('trader', {
    sealVehicles: 'operator station',
    enrol: 'operator station',
    sealLinks: 'operator station',
    certify: 'operator station',
    sealReleases: 'operator station',
    release: 'operator station',
    // whoever relays it: the pseudonym has signed
    leave: all,
    rotate: 'operator station',
    retire: 'operator station',
    rotationOrder: 'operator station',
    get: all,
    list: all,
    enrolments: all,
    count: all,
    // for every member, as the members voted; otherwise for the LEAG's own
    link: all,
  });
});
