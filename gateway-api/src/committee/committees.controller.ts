// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { slotParams, type SlotParams } from '../market/slot-params.js';

const attestationSchema = transactions['committee:attest'].input.omit({ slot: true });
const verdictSchema = transactions['committee:judge'].input.omit({ slot: true });

/** Who attests the clearing of a slot, their verdicts, and how it goes on. */
@ApiTags('committee')
@Controller('leags/:leag/slots/:slot')
export class CommitteesController {
  constructor(private readonly contracts: ContractClient) {}

  @Get('committee')
  @Reads('getCommittee', 'committee:get')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) slot: SlotParams,
  ): Promise<OutputOf<'committee:get'>> {
    return this.contracts.evaluate(caller, 'committee:get', { slot });
  }

  @Post('committee/advancement')
  @Submits('advanceCommittee', 'committee:advance')
  async advance(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) slot: SlotParams,
  ): Promise<Answer<'committee:advance'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:advance', { slot }));
  }

  @Post('attestations')
  @Submits('attestSlot', 'committee:attest')
  async attest(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) slot: SlotParams,
    @Body({ schema: attestationSchema }) body: z.output<typeof attestationSchema>,
  ): Promise<Answer<'committee:attest'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:attest', { slot, ...body }));
  }

  @Post('verdicts')
  @Submits('judgeSlot', 'committee:judge')
  async judge(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) slot: SlotParams,
    @Body({ schema: verdictSchema }) body: z.output<typeof verdictSchema>,
  ): Promise<Answer<'committee:judge'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:judge', { slot, ...body }));
  }
}
