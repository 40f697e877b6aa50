// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';
import { maintenanceSchema, sealMaintenance, type MaintenanceRequest } from './maintenance.js';

/** Private maintenance records by operators and recyclers. */
@ApiTags('maintenance')
@Controller()
export class MaintenanceController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly salts: SaltSource,
  ) {}

  @Post('maintenance-records')
  @Submits('recordMaintenance', 'battery:recordMaintenance')
  async record(
    @CurrentCaller() caller: Caller,
    @Body({ schema: maintenanceSchema }) body: MaintenanceRequest,
  ): Promise<Answer<'battery:recordMaintenance'>> {
    const sealed = sealMaintenance(body, this.salts.of(caller));
    const input = { key: caller.idempotencyKey };
    return answerOf(await this.contracts.submitPrivate(caller, 'battery:recordMaintenance', input, sealed));
  }

  @Get('batteries/:batteryId/maintenance-records')
  @Reads('getMaintenance', 'battery:maintenance')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:maintenance'>> {
    return this.contracts.evaluate(caller, 'battery:maintenance', params);
  }
}
