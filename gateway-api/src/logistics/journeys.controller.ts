// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { agreementParams, type AgreementParams } from './agreement-params.js';
import { detailsSchema, sealDetails, type Details } from './details.js';

const pickUpSchema = transactions['logistics:pickUp'].input.omit({ agreementId: true });
const receiptSchema = transactions['logistics:receive'].input.omit({ agreementId: true });

/** The journey under a transport agreement, from the pick-up scan to the receipt scan, and its private record. */
@ApiTags('logistics')
@Controller('transport-agreements/:agreementId')
export class JourneysController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly salts: SaltSource,
  ) {}

  @Post('pick-up')
  @Submits('pickUp', 'logistics:pickUp')
  async pickUp(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
    @Body({ schema: pickUpSchema }) body: z.output<typeof pickUpSchema>,
  ): Promise<Answer<'logistics:pickUp'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:pickUp', { ...params, ...body }));
  }

  @Post('arrival')
  @Submits('arrive', 'logistics:arrive')
  async arrive(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<Answer<'logistics:arrive'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:arrive', params));
  }

  @Post('receipt')
  @Submits('receive', 'logistics:receive')
  async receive(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
    @Body({ schema: receiptSchema }) body: z.output<typeof receiptSchema>,
  ): Promise<Answer<'logistics:receive'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:receive', { ...params, ...body }));
  }

  @Post('details')
  @Submits('recordDetails', 'logistics:recordDetails')
  async recordDetails(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) { agreementId }: AgreementParams,
    @Body({ schema: detailsSchema }) body: Details,
  ): Promise<Answer<'logistics:recordDetails'>> {
    const sealed = sealDetails(agreementId, body, this.salts.of(caller));
    const input = { key: caller.idempotencyKey };
    return answerOf(await this.contracts.submitPrivate(caller, 'logistics:recordDetails', input, sealed));
  }

  @Get('details')
  @Reads('getDetails', 'logistics:details')
  details(
    @CurrentCaller() caller: Caller,
    @Param({ schema: agreementParams }) params: AgreementParams,
  ): Promise<OutputOf<'logistics:details'>> {
    return this.contracts.evaluate(caller, 'logistics:details', params);
  }
}
