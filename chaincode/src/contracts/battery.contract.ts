// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { confirmFactoryData } from './battery/confirm-factory-data.js';
import { get } from './battery/get.js';
import { register } from './battery/register.js';
import { sealFactoryData } from './battery/seal-factory-data.js';
import { run } from './run.js';

/** Batteries from registration to recycling. */
@Info({ title: 'battery', description: 'Batteries from registration to recycling' })
export class BatteryContract extends BaseContract {
  constructor() {
    super('battery');
  }

  @Transaction()
  register(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:register', input, register);
  }

  @Transaction()
  sealFactoryData(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:sealFactoryData', input, sealFactoryData);
  }

  @Transaction()
  confirmFactoryData(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:confirmFactoryData', input, confirmFactoryData);
  }

  @Transaction(false)
  get(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:get', input, get);
  }
}
