// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OutputOf, z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { Reads } from '../http/ledger-operation.js';
import { Operation } from '../http/operation.js';
import { applicationSchema, ApplicationService } from './application.service.js';
import { leagParams, pseudonymParams, type LeagParams, type PseudonymParams } from './leag-params.js';

/** One pseudonym, and a vehicle's own application. */
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
}
