// SPDX-License-Identifier: Apache-2.0

import { BatteryContract } from './contracts/battery.contract.js';

/** What fabric-shim serves. */
export const contracts = [BatteryContract];
