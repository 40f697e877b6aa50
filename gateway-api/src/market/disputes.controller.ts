// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Address, transactions, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { slotParams, type SlotParams } from './slot-params.js';

const disputeSchema = transactions['market:raiseDispute'].input.omit({ leag: true, slot: true });
const rulingSchema = transactions['market:ruleDispute'].input.pick({ meteredWh: true });
const disputeParams = slotParams.extend({ trader: Address });

/** Readings that are contested, and what the members hold of them. */
@ApiTags('market')
@Controller('leags/:leag/slots/:slot/disputes')
export class DisputesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('raiseDispute', 'market:raiseDispute')
  async raise(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: disputeSchema }) body: z.output<typeof disputeSchema>,
  ): Promise<Answer<'market:raiseDispute'>> {
    return answerOf(await this.contracts.submit(caller, 'market:raiseDispute', { ...params, ...body }));
  }

  @Get()
  @Reads('listDisputes', 'market:disputes')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<OutputOf<'market:disputes'>> {
    return this.contracts.evaluate(caller, 'market:disputes', params);
  }

  @Post(':trader/rulings')
  @Submits('ruleDispute', 'market:ruleDispute')
  async rule(
    @CurrentCaller() caller: Caller,
    @Param({ schema: disputeParams }) params: z.output<typeof disputeParams>,
    @Body({ schema: rulingSchema }) body: z.output<typeof rulingSchema>,
  ): Promise<Answer<'market:ruleDispute'>> {
    return answerOf(await this.contracts.submit(caller, 'market:ruleDispute', { ...params, ...body }));
  }
}
