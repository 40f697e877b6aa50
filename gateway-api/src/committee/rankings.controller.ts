// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type OutputOf, type Ranking, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';

const LIST = 'rankings';
const daySchema = transactions['committee:takeRanking'].input;
type OfDay = z.output<typeof daySchema>;

/** The daily order of validators, from which committees are drawn. */
@ApiTags('committee')
@Controller(LIST)
export class RankingsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('takeRanking', 'committee:takeRanking', { location: ({ day }: Ranking) => `/api/v1/${LIST}/${day}` })
  async take(
    @CurrentCaller() caller: Caller,
    @Body({ schema: daySchema }) body: OfDay,
  ): Promise<Answer<'committee:takeRanking'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:takeRanking', body));
  }

  @Get(':day')
  @Reads('getRanking', 'committee:ranking')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: daySchema }) params: OfDay,
  ): Promise<OutputOf<'committee:ranking'>> {
    return this.contracts.evaluate(caller, 'committee:ranking', params);
  }
}
