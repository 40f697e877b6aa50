// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BatteryView, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, answerSchema, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';
import { registrationSchema, type Registration } from './registration.js';
import { RegistrationService } from './registration.service.js';

const LIST = 'batteries';

/** Batteries, their status and their sealed factory data. */
@ApiTags('batteries')
@Controller('batteries')
export class BatteriesController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly registrations: RegistrationService,
  ) {}

  @Post()
  @Submits('registerBatteries', 'battery:register', {
    summary: 'Register batteries and seal their factory data',
    answer: answerSchema('battery:confirmFactoryData'),
  })
  async register(
    @CurrentCaller() caller: Caller,
    @Body({ schema: registrationSchema }) body: Registration,
  ): Promise<Answer<'battery:confirmFactoryData'>> {
    return answerOf(await this.registrations.register(caller, body));
  }

  @Get()
  @Lists('listBatteries', 'battery:list', BatteryView)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<z.output<typeof BatteryView>>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'battery:list', { limit, bookmark }));
  }

  @Get(':batteryId')
  @Reads('getBattery', 'battery:get')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:get'>> {
    return this.contracts.evaluate(caller, 'battery:get', params);
  }

  @Get(':batteryId/factory-data')
  @Reads('getFactoryData', 'battery:factoryData')
  factoryData(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:factoryData'>> {
    return this.contracts.evaluate(caller, 'battery:factoryData', params);
  }
}
