// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RoundKeys, transactions, Update, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { inclusionParams, roundParams, type InclusionParams, type RoundParams } from './learning-params.js';

const ofRound = { taskId: true, round: true } as const;
const keysSchema = transactions['learning:publishKeys'].input.omit(ofRound);
const updateSchema = transactions['learning:commitUpdate'].input.omit(ofRound);

/** What the clients of a round put on the ledger, and the proof that it is in what came of the round. */
@ApiTags('learning')
@Controller('learning-tasks/:taskId/rounds/:round')
export class UpdatesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('keys')
  @Submits('publishRoundKeys', 'learning:publishKeys')
  async publishKeys(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Body({ schema: keysSchema }) body: z.output<typeof keysSchema>,
  ): Promise<Answer<'learning:publishKeys'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:publishKeys', { ...params, ...body }));
  }

  @Get('keys')
  @Lists('listRoundKeys', 'learning:roundKeys', RoundKeys)
  async keys(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<RoundKeys>> {
    const list = `learning-tasks/${params.taskId}/rounds/${params.round}/keys`;
    const page = { ...params, limit, bookmark: decodeCursor(list, cursor) };
    return pageAnswer(list, await this.contracts.evaluate(caller, 'learning:roundKeys', page));
  }

  @Post('updates')
  @Submits('commitUpdate', 'learning:commitUpdate')
  async commit(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Body({ schema: updateSchema }) body: z.output<typeof updateSchema>,
  ): Promise<Answer<'learning:commitUpdate'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:commitUpdate', { ...params, ...body }));
  }

  @Get('updates')
  @Lists('listUpdates', 'learning:updates', Update)
  async updates(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Update>> {
    const list = `learning-tasks/${params.taskId}/rounds/${params.round}/updates`;
    const page = { ...params, limit, bookmark: decodeCursor(list, cursor) };
    return pageAnswer(list, await this.contracts.evaluate(caller, 'learning:updates', page));
  }

  @Get('inclusions/:clientId')
  @Reads('getInclusion', 'learning:inclusion')
  inclusion(
    @CurrentCaller() caller: Caller,
    @Param({ schema: inclusionParams }) params: InclusionParams,
  ): Promise<OutputOf<'learning:inclusion'>> {
    return this.contracts.evaluate(caller, 'learning:inclusion', params);
  }
}
