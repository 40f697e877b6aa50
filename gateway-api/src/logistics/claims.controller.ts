// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Claim, RecordId, transactions, z, type ClaimEvidence } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, answerSchema, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { claimAnswerSchema, type ClaimAnswer } from './claim-answer.js';
import { ClaimAnswerService } from './claim-answer.service.js';

const LIST = 'claims';
const openSchema = transactions['logistics:openClaim'].input.omit({ key: true });
const claimParams = z.strictObject({ claimId: RecordId });
type ClaimParams = z.output<typeof claimParams>;

/** Claims under transport agreements, the carrier's answers and the evidence behind them. */
@ApiTags('logistics')
@Controller(LIST)
export class ClaimsController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly answers: ClaimAnswerService,
  ) {}

  @Post()
  @Submits('openClaim', 'logistics:openClaim', { location: ({ id }: Claim) => `/api/v1/${LIST}/${id}` })
  async open(
    @CurrentCaller() caller: Caller,
    @Body({ schema: openSchema }) body: z.output<typeof openSchema>,
  ): Promise<Answer<'logistics:openClaim'>> {
    const key = caller.idempotencyKey;
    return answerOf(await this.contracts.submit(caller, 'logistics:openClaim', { key, ...body }));
  }

  @Get()
  @Lists('listClaims', 'logistics:claims', Claim)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Claim>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'logistics:claims', { limit, bookmark }));
  }

  @Get(':claimId')
  @Reads('getClaim', 'logistics:claim')
  get(@CurrentCaller() caller: Caller, @Param({ schema: claimParams }) params: ClaimParams): Promise<Claim> {
    return this.contracts.evaluate(caller, 'logistics:claim', params);
  }

  @Get(':claimId/evidence')
  @Reads('getClaimEvidence', 'logistics:claimEvidence')
  evidence(
    @CurrentCaller() caller: Caller,
    @Param({ schema: claimParams }) params: ClaimParams,
  ): Promise<ClaimEvidence> {
    return this.contracts.evaluate(caller, 'logistics:claimEvidence', params);
  }

  @Post(':claimId/answer')
  @Submits('answerClaim', 'logistics:answerClaim', {
    summary: 'Answer a claim and seal the evidence behind the answer',
    answer: answerSchema('logistics:confirmClaimEvidence'),
  })
  async answer(
    @CurrentCaller() caller: Caller,
    @Param({ schema: claimParams }) { claimId }: ClaimParams,
    @Body({ schema: claimAnswerSchema }) body: ClaimAnswer,
  ): Promise<Answer<'logistics:confirmClaimEvidence'>> {
    return answerOf(await this.answers.answer(caller, claimId, body));
  }

  @Post(':claimId/closure')
  @Submits('closeClaim', 'logistics:closeClaim')
  async close(
    @CurrentCaller() caller: Caller,
    @Param({ schema: claimParams }) params: ClaimParams,
  ): Promise<Answer<'logistics:closeClaim'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:closeClaim', params));
  }

  @Post(':claimId/withdrawal')
  @Submits('withdrawClaim', 'logistics:withdrawClaim')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param({ schema: claimParams }) params: ClaimParams,
  ): Promise<Answer<'logistics:withdrawClaim'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:withdrawClaim', params));
  }
}
