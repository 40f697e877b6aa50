// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Enrolment, Trader, type OutputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { leagParams, pseudonymParams, type LeagParams } from './leag-params.js';
import { rotationSchema, RotationService } from './rotation.service.js';
import { pseudonymsSchema, releasesSchema, TraderService, vehiclesSchema } from './trader.service.js';

const pseudonymOfLeag = leagParams.extend(pseudonymParams.shape);

/** The vehicles and pseudonyms of one local energy aggregator. */
@ApiTags('traders')
@Controller('leags/:leag')
export class LeagTradersController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly traders: TraderService,
    private readonly rotations: RotationService,
  ) {}

  @Post('vehicles')
  @Submits('enrolVehicles', 'trader:enrol')
  async enrol(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Body({ schema: vehiclesSchema }) body: z.output<typeof vehiclesSchema>,
  ): Promise<Answer<'trader:enrol'>> {
    return answerOf(await this.traders.enrol(caller, leag, body));
  }

  @Get('vehicles')
  @Lists('listEnrolments', 'trader:enrolments', Enrolment)
  async enrolments(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Enrolment>> {
    const list = `enrolments/${leag}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'trader:enrolments', { leag, limit, bookmark }));
  }

  @Post('pseudonyms')
  @Submits('certifyPseudonyms', 'trader:certify')
  async certify(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Body({ schema: pseudonymsSchema }) body: z.output<typeof pseudonymsSchema>,
  ): Promise<Answer<'trader:certify'>> {
    return answerOf(await this.traders.certify(caller, leag, body));
  }

  @Get('pseudonyms')
  @Lists('listTraders', 'trader:list', Trader)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Trader>> {
    const list = `traders/${leag}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'trader:list', { leag, limit, bookmark }));
  }

  @Post('rotations')
  @Submits('rotatePseudonyms', 'trader:rotate')
  async rotate(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Body({ schema: rotationSchema }) body: z.output<typeof rotationSchema>,
  ): Promise<Answer<'trader:rotate'>> {
    return answerOf(await this.rotations.rotate(caller, leag, body));
  }

  @Post('releases')
  @Submits('releaseVehicles', 'trader:release')
  async release(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Body({ schema: releasesSchema }) body: z.output<typeof releasesSchema>,
  ): Promise<Answer<'trader:release'>> {
    return answerOf(await this.traders.release(caller, leag, body));
  }

  @Post('pseudonyms/:pseudonym/retirement')
  @Submits('retirePseudonym', 'trader:retire')
  async retire(
    @CurrentCaller() caller: Caller,
    @Param({ schema: pseudonymOfLeag }) params: z.output<typeof pseudonymOfLeag>,
  ): Promise<Answer<'trader:retire'>> {
    return answerOf(await this.contracts.submit(caller, 'trader:retire', params));
  }

  @Get('trader-count')
  @Reads('countTraders', 'trader:count')
  count(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) params: LeagParams,
  ): Promise<OutputOf<'trader:count'>> {
    return this.contracts.evaluate(caller, 'trader:count', params);
  }
}
