// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type InputOf, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';
import { recyclingSchema, sealRecycling, type RecyclingRequest } from './recycling.js';

/** A recycler's private records, and the end of a battery's life. */
@ApiTags('recycling')
@Controller()
export class RecyclingController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly salts: SaltSource,
  ) {}

  @Post('recycling-records')
  @Submits('recordRecycling', 'battery:recordRecycling')
  async record(
    @CurrentCaller() caller: Caller,
    @Body({ schema: recyclingSchema }) body: RecyclingRequest,
  ): Promise<Answer<'battery:recordRecycling'>> {
    const sealed = sealRecycling(body, this.salts.of(caller));
    const input = { key: caller.idempotencyKey };
    return answerOf(await this.contracts.submitPrivate(caller, 'battery:recordRecycling', input, sealed));
  }

  @Get('batteries/:batteryId/recycling-records')
  @Reads('getRecyclingRecords', 'battery:recyclingRecords')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:recyclingRecords'>> {
    return this.contracts.evaluate(caller, 'battery:recyclingRecords', params);
  }

  @Post('recyclings')
  @Submits('recycleBatteries', 'battery:recycle')
  async recycle(
    @CurrentCaller() caller: Caller,
    @Body({ schema: transactions['battery:recycle'].input }) body: InputOf<'battery:recycle'>,
  ): Promise<Answer<'battery:recycle'>> {
    return answerOf(await this.contracts.submit(caller, 'battery:recycle', body));
  }
}
