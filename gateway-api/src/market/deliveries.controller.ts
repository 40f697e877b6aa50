// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FillLine, Notice, Outcome, StoredReading, transactions, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Submits } from '../http/ledger-operation.js';
import { recordsQuerySchema, slotParams, type SlotParams } from './slot-params.js';

const fromPath = { leag: true, slot: true } as const;
const noticesSchema = transactions['market:giveNotice'].input.omit(fromPath);
const readingsSchema = transactions['market:recordReadings'].input.omit(fromPath);

/** What clearing gave the orders of a slot, what meters say was delivered, and what came of it. */
@ApiTags('market')
@Controller('leags/:leag/slots/:slot')
export class DeliveriesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('notices')
  @Submits('giveNotice', 'market:giveNotice')
  async giveNotice(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: noticesSchema }) body: z.output<typeof noticesSchema>,
  ): Promise<Answer<'market:giveNotice'>> {
    return answerOf(await this.contracts.submit(caller, 'market:giveNotice', { ...params, ...body }));
  }

  @Get('notices')
  @Lists('listNotices', 'market:notices', Notice)
  async notices(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Notice>> {
    const list = `notices/${params.leag}/${params.slot}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:notices', { ...params, limit, bookmark }));
  }

  @Post('readings')
  @Submits('recordReadings', 'market:recordReadings')
  async recordReadings(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: readingsSchema }) body: z.output<typeof readingsSchema>,
  ): Promise<Answer<'market:recordReadings'>> {
    return answerOf(await this.contracts.submit(caller, 'market:recordReadings', { ...params, ...body }));
  }

  @Get('fills')
  @Lists('listFills', 'market:fills', FillLine)
  async fills(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<FillLine>> {
    const list = `fills/${params.leag}/${params.slot}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:fills', { ...params, limit, bookmark }));
  }

  @Get('readings')
  @Lists('listReadings', 'market:readings', StoredReading)
  async readings(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<StoredReading>> {
    const list = `readings/${params.leag}/${params.slot}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:readings', { ...params, limit, bookmark }));
  }

  @Get('outcomes')
  @Lists('listOutcomes', 'market:outcomes', Outcome)
  async outcomes(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Outcome>> {
    const list = `outcomes/${params.leag}/${params.slot}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:outcomes', { ...params, limit, bookmark }));
  }
}
