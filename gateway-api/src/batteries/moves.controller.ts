// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Move, transactions, type InputOf, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Submits } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';

const offerSchema = transactions['battery:offerMove'].input.omit({ key: true });
const movesSchema = transactions['battery:acceptMove'].input;
type Moves = InputOf<'battery:acceptMove'>;

/** Title and custody: offered by one party, accepted or declined by the other. */
@ApiTags('moves')
@Controller()
export class MovesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('moves')
  @Submits('offerMoves', 'battery:offerMove')
  async offer(
    @CurrentCaller() caller: Caller,
    @Body({ schema: offerSchema }) body: z.output<typeof offerSchema>,
  ): Promise<Answer<'battery:offerMove'>> {
    const key = caller.idempotencyKey;
    return answerOf(await this.contracts.submit(caller, 'battery:offerMove', { key, ...body }));
  }

  @Post('moves/acceptances')
  @Submits('acceptMoves', 'battery:acceptMove')
  async accept(
    @CurrentCaller() caller: Caller,
    @Body({ schema: movesSchema }) body: Moves,
  ): Promise<Answer<'battery:acceptMove'>> {
    return answerOf(await this.contracts.submit(caller, 'battery:acceptMove', body));
  }

  @Post('moves/declines')
  @Submits('declineMoves', 'battery:declineMove')
  async decline(
    @CurrentCaller() caller: Caller,
    @Body({ schema: movesSchema }) body: Moves,
  ): Promise<Answer<'battery:declineMove'>> {
    return answerOf(await this.contracts.submit(caller, 'battery:declineMove', body));
  }

  @Post('moves/cancellations')
  @Submits('cancelMoves', 'battery:cancelMove')
  async cancel(
    @CurrentCaller() caller: Caller,
    @Body({ schema: movesSchema }) body: Moves,
  ): Promise<Answer<'battery:cancelMove'>> {
    return answerOf(await this.contracts.submit(caller, 'battery:cancelMove', body));
  }

  @Get('batteries/:batteryId/moves')
  @Lists('listMoves', 'battery:moves', Move)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) { batteryId }: BatteryParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Move>> {
    const name = `moves/${batteryId}`;
    const bookmark = decodeCursor(name, cursor);
    return pageAnswer(name, await this.contracts.evaluate(caller, 'battery:moves', { batteryId, limit, bookmark }));
  }
}
