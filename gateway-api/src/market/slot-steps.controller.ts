// SPDX-License-Identifier: Apache-2.0
import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Submits } from '../http/ledger-operation.js';
import { slotParams, type SlotParams } from './slot-params.js';

/** The steps of a slot's life behind its gate. Their results hang on the ledger alone, so anybody may take them. */
@ApiTags('market')
@Controller('leags/:leag/slots/:slot')
export class SlotStepsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('closure')
  @Submits('closeSlot', 'market:close')
  async close(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<Answer<'market:close'>> {
    return answerOf(await this.contracts.submit(caller, 'market:close', params));
  }

  @Post('clearing')
  @Submits('clearSlot', 'market:clear')
  async clear(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<Answer<'market:clear'>> {
    return answerOf(await this.contracts.submit(caller, 'market:clear', params));
  }

  @Post('settlement')
  @Submits('settleSlot', 'market:settle')
  async settle(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<Answer<'market:settle'>> {
    return answerOf(await this.contracts.submit(caller, 'market:settle', params));
  }

  @Post('settlement/rest')
  @Submits('settleRest', 'market:settleRest')
  async settleRest(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<Answer<'market:settleRest'>> {
    return answerOf(await this.contracts.submit(caller, 'market:settleRest', params));
  }

  @Post('voiding')
  @Submits('voidSlot', 'market:void')
  async void(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<Answer<'market:void'>> {
    return answerOf(await this.contracts.submit(caller, 'market:void', params));
  }
}
