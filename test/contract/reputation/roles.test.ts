// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in reputation', () => {
  rolesAreHeld('reputation', { get: all, list: all, history: all });
});
