// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Agreement, transactions, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { agreementParams, type AgreementParams } from './agreement-params.js';

const LIST = 'transport-agreements';
const offerSchema = transactions['logistics:offerAgreement'].input.omit({ key: true });

/** Transport agreements: offered to a carrier, and what the two agree before the journey. */
@ApiTags('logistics')
@Controller(LIST)
export class AgreementsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('offerAgreement', 'logistics:offerAgreement', {
    location: ({ id }: Agreement) => `/api/v1/${LIST}/${id}`,
  })
  async offer(
    @CurrentCaller() caller: Caller,
    @Body({ schema: offerSchema }) body: z.output<typeof offerSchema>,
  ): Promise<Answer<'logistics:offerAgreement'>> {
    const key = caller.idempotencyKey;
    return answerOf(await this.contracts.submit(caller, 'logistics:offerAgreement', { key, ...body }));
  }

  @Get()
  @Lists('listAgreements', 'logistics:agreements', Agreement)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Agreement>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'logistics:agreements', { limit, bookmark }));
  }

  @Get(':agreementId')
  @Reads('getAgreement', 'logistics:agreement')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<Agreement> {
    return this.contracts.evaluate(caller, 'logistics:agreement', params);
  }

  @Post(':agreementId/acceptance')
  @Submits('acceptAgreement', 'logistics:acceptAgreement')
  async accept(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<Answer<'logistics:acceptAgreement'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:acceptAgreement', params));
  }

  @Post(':agreementId/decline')
  @Submits('declineAgreement', 'logistics:declineAgreement')
  async decline(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<Answer<'logistics:declineAgreement'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:declineAgreement', params));
  }

  @Post(':agreementId/cancellation')
  @Submits('cancelAgreement', 'logistics:cancelAgreement')
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<Answer<'logistics:cancelAgreement'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:cancelAgreement', params));
  }
}
