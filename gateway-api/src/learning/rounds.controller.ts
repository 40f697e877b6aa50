// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Round, transactions, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { roundParams, taskParams, type RoundParams, type TaskParams } from './learning-params.js';

const ofRound = { taskId: true, round: true } as const;
const openSchema = transactions['learning:openRound'].input.omit({ taskId: true });
const aggregateSchema = transactions['learning:proposeAggregate'].input.omit(ofRound);
const attestationSchema = transactions['learning:attest'].input.omit(ofRound);
const contributionsSchema = transactions['learning:recordContributions'].input.omit(ofRound);

/** A round's steps as its coordinator and its committee take them. */
@ApiTags('learning')
@Controller('learning-tasks/:taskId/rounds')
export class RoundsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('openRound', 'learning:openRound')
  async open(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) params: TaskParams,
    @Body({ schema: openSchema }) body: z.output<typeof openSchema>,
  ): Promise<Answer<'learning:openRound'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:openRound', { ...params, ...body }));
  }

  @Get()
  @Lists('listRounds', 'learning:rounds', Round)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) { taskId }: TaskParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Round>> {
    const list = `learning-tasks/${taskId}/rounds`;
    const page = { taskId, limit, bookmark: decodeCursor(list, cursor) };
    return pageAnswer(list, await this.contracts.evaluate(caller, 'learning:rounds', page));
  }

  @Get(':round')
  @Reads('getRound', 'learning:round')
  get(@CurrentCaller() caller: Caller, @Param({ schema: roundParams }) params: RoundParams): Promise<Round> {
    return this.contracts.evaluate(caller, 'learning:round', params);
  }

  @Post(':round/commit-end')
  @Submits('endCommitting', 'learning:endCommitting')
  async endCommitting(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
  ): Promise<Answer<'learning:endCommitting'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:endCommitting', params));
  }

  @Post(':round/aggregate')
  @Submits('proposeAggregate', 'learning:proposeAggregate')
  async propose(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Body({ schema: aggregateSchema }) body: z.output<typeof aggregateSchema>,
  ): Promise<Answer<'learning:proposeAggregate'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:proposeAggregate', { ...params, ...body }));
  }

  @Post(':round/attestations')
  @Submits('attestAggregate', 'learning:attest')
  async attest(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Body({ schema: attestationSchema }) body: z.output<typeof attestationSchema>,
  ): Promise<Answer<'learning:attest'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:attest', { ...params, ...body }));
  }

  @Get(':round/attestations')
  @Reads('listAttestations', 'learning:attestations')
  attestations(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
  ): Promise<OutputOf<'learning:attestations'>> {
    return this.contracts.evaluate(caller, 'learning:attestations', params);
  }

  @Post(':round/conclusion')
  @Submits('concludeRound', 'learning:concludeRound')
  async conclude(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
  ): Promise<Answer<'learning:concludeRound'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:concludeRound', params));
  }

  @Post(':round/contributions')
  @Submits('recordContributions', 'learning:recordContributions')
  async recordContributions(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
    @Body({ schema: contributionsSchema }) body: z.output<typeof contributionsSchema>,
  ): Promise<Answer<'learning:recordContributions'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:recordContributions', { ...params, ...body }));
  }

  @Get(':round/contributions')
  @Reads('getContributions', 'learning:contributions')
  contributions(
    @CurrentCaller() caller: Caller,
    @Param({ schema: roundParams }) params: RoundParams,
  ): Promise<OutputOf<'learning:contributions'>> {
    return this.contracts.evaluate(caller, 'learning:contributions', params);
  }
}
