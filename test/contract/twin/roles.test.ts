// SPDX-License-Identifier: Apache-2.0
import { rolesAreHeld } from '../../support/roles-table.js';

const all = 'producer logistics operator user station recycler';

describe('roles in twin', () => {
  rolesAreHeld('twin', {
    enrolDeviceKeys: 'operator',
    revokeDeviceKeys: 'operator',
    anchorTelemetry: 'operator',
    setRunMode: 'user',
    recordUsage: 'operator',
    recordCondition: 'operator recycler',
    deviceKeys: all,
    anchor: all,
    anchors: all,
    runModes: 'operator user',
    usage: 'operator user',
    condition: 'operator user recycler',
  });
});
