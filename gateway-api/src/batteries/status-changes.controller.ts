// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type InputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Submits } from '../http/ledger-operation.js';

/** Steps of the status machine. */
@ApiTags('batteries')
@Controller('status-changes')
export class StatusChangesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('changeStatus', 'battery:changeStatus')
  async change(
    @CurrentCaller() caller: Caller,
    @Body({ schema: transactions['battery:changeStatus'].input }) body: InputOf<'battery:changeStatus'>,
  ): Promise<Answer<'battery:changeStatus'>> {
    return answerOf(await this.contracts.submit(caller, 'battery:changeStatus', body));
  }
}
