// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { anchorTelemetry } from './twin/anchor-telemetry.js';
import { enrolDeviceKeys } from './twin/enrol-device-keys.js';
import * as read from './twin/read.js';
import { recordCondition } from './twin/record-condition.js';
import { recordUsage } from './twin/record-usage.js';
import { revokeDeviceKeys } from './twin/revoke-device-keys.js';
import { setRunMode } from './twin/set-run-mode.js';
import { run } from './run.js';

/** Device keys, telemetry anchors, run modes, usage and condition. */
@Info({ title: 'twin', description: 'Device keys, telemetry anchors, run modes, usage and condition' })
export class TwinContract extends BaseContract {
  constructor() {
    super('twin');
  }

  @Transaction()
  enrolDeviceKeys(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:enrolDeviceKeys', input, enrolDeviceKeys);
  }

  @Transaction()
  revokeDeviceKeys(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:revokeDeviceKeys', input, revokeDeviceKeys);
  }

  @Transaction()
  anchorTelemetry(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:anchorTelemetry', input, anchorTelemetry);
  }

  @Transaction()
  setRunMode(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:setRunMode', input, setRunMode);
  }

  @Transaction()
  recordUsage(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:recordUsage', input, recordUsage);
  }

  @Transaction()
  recordCondition(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:recordCondition', input, recordCondition);
  }

  @Transaction(false)
  deviceKeys(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:deviceKeys', input, read.deviceKeys);
  }

  @Transaction(false)
  anchor(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:anchor', input, read.anchor);
  }

  @Transaction(false)
  anchors(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:anchors', input, read.anchors);
  }

  @Transaction(false)
  runModes(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:runModes', input, read.runModes);
  }

  @Transaction(false)
  usage(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:usage', input, read.usage);
  }

  @Transaction(false)
  condition(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'twin:condition', input, read.condition);
  }
}
