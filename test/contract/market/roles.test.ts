// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in the market contract', () => {
  rolesAreHeld('market', {
    registerLeag: 'operator',
    registerMeters: 'operator',
    revokeMeters: 'operator',
    planSlots: 'operator',
    openSlots: 'operator',
    fundSlot: all,
    placeOrders: all,
    commitOrders: all,
    revealOrders: all,
    cancelOrders: all,
    close: all,
    clear: all,
    giveNotice: all,
    recordReadings: all,
    raiseDispute: all,
    disputes: all,
    settle: all,
    settleRest: all,
    void: all,
    leags: all,
    slots: all,
    slot: all,
    orders: all,
    fills: all,
    readings: all,
    notices: all,
    outcomes: all,
    meters: all,
    // for delegates of any role; actors of the table are none
    ruleDispute: '',
  });
});
