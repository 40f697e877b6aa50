// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Leave, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { Operation } from '../http/operation.js';
import { applicationSchema, ApplicationService, releaseTermsSchema } from './application.service.js';
import { leagParams, pseudonymParams, type LeagParams, type PseudonymParams } from './leag-params.js';
import { releaseRequestSchema } from './rotation.service.js';

/** One pseudonym, and what a vehicle itself signs. */
@ApiTags('traders')
@Controller()
export class TradersController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly applications: ApplicationService,
  ) {}

  @Get('traders/:pseudonym')
  @Reads('getTrader', 'trader:get')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: pseudonymParams }) params: PseudonymParams,
  ): Promise<OutputOf<'trader:get'>> {
    return this.contracts.evaluate(caller, 'trader:get', params);
  }

  @Get('traders/:pseudonym/link')
  @Reads('getTraderLink', 'trader:link')
  link(
    @CurrentCaller() caller: Caller,
    @Param({ schema: pseudonymParams }) params: PseudonymParams,
  ): Promise<OutputOf<'trader:link'>> {
    return this.contracts.evaluate(caller, 'trader:link', params);
  }

  @Get('me/enrolment-applications/:leag')
  @Operation({
    id: 'getEnrolmentApplication',
    access: 'account',
    summary: "A vehicle's own application to a LEAG, signed with its certified key; nothing of it reaches the ledger",
    answer: applicationSchema,
  })
  application(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
  ): Promise<z.infer<typeof applicationSchema>> {
    return this.applications.make(caller, leag);
  }

  @Get('me/release-requests/:leag')
  @Operation({
    id: 'getReleaseRequest',
    access: 'account',
    summary:
      "A vehicle's own request that a LEAG let it go, signed with its certified key; nothing of it reaches the ledger",
    answer: releaseRequestSchema,
  })
  releaseRequest(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Query({ schema: releaseTermsSchema }) terms: z.output<typeof releaseTermsSchema>,
  ): Promise<z.infer<typeof releaseRequestSchema>> {
    return this.applications.askToLeave(caller, leag, terms);
  }

  @Post('traders/departures')
  @Submits('leaveLeag', 'trader:leave')
  async leave(@CurrentCaller() caller: Caller, @Body({ schema: Leave }) body: Leave): Promise<Answer<'trader:leave'>> {
    return answerOf(await this.contracts.submit(caller, 'trader:leave', body));
  }
}
