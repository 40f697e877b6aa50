// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { leagParams, type LeagParams } from '../trader/leag-params.js';

const leagSchema = transactions['market:registerLeag'].input;
const metersSchema = transactions['market:registerMeters'].input.omit({ leag: true });
const revocationSchema = transactions['market:revokeMeters'].input.omit({ leag: true });

/** Meters by their ids, with commas between them. */
const metersQuery = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(transactions['market:meters'].input.shape.ids),
});

/** Local energy aggregators, and the meters of those who trade with them. */
@ApiTags('market')
@Controller()
export class LeagsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('leags')
  @Submits('registerLeag', 'market:registerLeag')
  async register(
    @CurrentCaller() caller: Caller,
    @Body({ schema: leagSchema }) body: z.output<typeof leagSchema>,
  ): Promise<Answer<'market:registerLeag'>> {
    return answerOf(await this.contracts.submit(caller, 'market:registerLeag', body));
  }

  @Get('leags')
  @Reads('listLeags', 'market:leags')
  list(@CurrentCaller() caller: Caller): Promise<OutputOf<'market:leags'>> {
    return this.contracts.evaluate(caller, 'market:leags', {});
  }

  @Post('leags/:leag/meters')
  @Submits('registerMeters', 'market:registerMeters')
  async registerMeters(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) params: LeagParams,
    @Body({ schema: metersSchema }) body: z.output<typeof metersSchema>,
  ): Promise<Answer<'market:registerMeters'>> {
    return answerOf(await this.contracts.submit(caller, 'market:registerMeters', { ...params, ...body }));
  }

  @Post('leags/:leag/meters/revocations')
  @Submits('revokeMeters', 'market:revokeMeters')
  async revokeMeters(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) params: LeagParams,
    @Body({ schema: revocationSchema }) body: z.output<typeof revocationSchema>,
  ): Promise<Answer<'market:revokeMeters'>> {
    return answerOf(await this.contracts.submit(caller, 'market:revokeMeters', { ...params, ...body }));
  }

  @Get('meters')
  @Reads('getMeters', 'market:meters')
  meters(
    @CurrentCaller() caller: Caller,
    @Query({ schema: metersQuery }) query: z.output<typeof metersQuery>,
  ): Promise<OutputOf<'market:meters'>> {
    return this.contracts.evaluate(caller, 'market:meters', query);
  }
}
