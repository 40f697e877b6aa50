// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { items, RunMode, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { twinParams, type TwinParams } from './twin-params.js';

const runModesSchema = z.strictObject({ items: items(RunMode.omit({ salt: true })) });

/** How users want their batteries to run, in private. */
@ApiTags('twin')
@Controller()
export class RunModesController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly salts: SaltSource,
  ) {}

  @Post('run-modes')
  @Submits('setRunMode', 'twin:setRunMode')
  async set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: runModesSchema }) body: z.output<typeof runModesSchema>,
  ): Promise<Answer<'twin:setRunMode'>> {
    const salt = this.salts.of(caller);
    const sealed = { items: body.items.map((item, index) => ({ ...item, salt: salt(index) })) };
    const input = { key: caller.idempotencyKey };
    return answerOf(await this.contracts.submitPrivate(caller, 'twin:setRunMode', input, sealed));
  }

  @Get('batteries/:batteryId/run-modes')
  @Reads('getRunModes', 'twin:runModes')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: twinParams }) params: TwinParams,
  ): Promise<OutputOf<'twin:runModes'>> {
    return this.contracts.evaluate(caller, 'twin:runModes', params);
  }
}
