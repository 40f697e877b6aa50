// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type InputOf, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';

const foundingSchema = transactions['consortium:found'].input;

/** The consortium: its members and the rules they agreed on. */
@ApiTags('consortium')
@Controller('consortium')
export class ConsortiumController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('foundConsortium', 'consortium:found', { location: () => '/api/v1/consortium' })
  async found(
    @CurrentCaller() caller: Caller,
    @Body({ schema: foundingSchema }) body: InputOf<'consortium:found'>,
  ): Promise<Answer<'consortium:found'>> {
    return answerOf(await this.contracts.submit(caller, 'consortium:found', body));
  }

  @Get()
  @Reads('getConsortium', 'consortium:members')
  get(@CurrentCaller() caller: Caller): Promise<OutputOf<'consortium:members'>> {
    return this.contracts.evaluate(caller, 'consortium:members', {});
  }

  @Get('rule-parameters')
  @Reads('getRuleParameters', 'consortium:ruleParameters')
  ruleParameters(@CurrentCaller() caller: Caller): Promise<OutputOf<'consortium:ruleParameters'>> {
    return this.contracts.evaluate(caller, 'consortium:ruleParameters', {});
  }
}
