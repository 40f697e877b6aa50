// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PassportId, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { Reads } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';

const passportParams = z.strictObject({ passportId: PassportId });
type PassportParams = z.output<typeof passportParams>;

/** What became of a battery: every change of its public records, and its passports. */
@ApiTags('passports')
@Controller()
export class PassportsController {
  constructor(private readonly contracts: ContractClient) {}

  @Get('batteries/:batteryId/history')
  @Reads('getHistory', 'battery:history')
  history(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:history'>> {
    return this.contracts.evaluate(caller, 'battery:history', params);
  }

  @Get('batteries/:batteryId/passports')
  @Reads('listPassports', 'battery:passports')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:passports'>> {
    return this.contracts.evaluate(caller, 'battery:passports', params);
  }

  @Get('passports/:passportId')
  @Reads('getPassport', 'battery:passport')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: passportParams }) params: PassportParams,
  ): Promise<OutputOf<'battery:passport'>> {
    return this.contracts.evaluate(caller, 'battery:passport', params);
  }
}
