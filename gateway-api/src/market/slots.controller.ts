// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type OutputOf, Slot, transactions, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { leagParams, type LeagParams } from '../trader/leag-params.js';
import { PaymentService } from '../wallet/payment.service.js';
import { recordsQuerySchema, slotParams, type SlotParams } from './slot-params.js';

const plansSchema = transactions['market:planSlots'].input.omit({ leag: true });
const openingsSchema = transactions['market:openSlots'].input.omit({ leag: true });
const fundingSchema = transactions['market:fundSlot'].input.omit({ leag: true, slot: true });

/** Delivery slots from their plan to what is locked for them. */
@ApiTags('market')
@Controller('leags/:leag/slots')
export class SlotsController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly payments: PaymentService,
  ) {}

  @Post()
  @Submits('planSlots', 'market:planSlots')
  async plan(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) params: LeagParams,
    @Body({ schema: plansSchema }) body: z.output<typeof plansSchema>,
  ): Promise<Answer<'market:planSlots'>> {
    return answerOf(await this.contracts.submit(caller, 'market:planSlots', { ...params, ...body }));
  }

  @Post('openings')
  @Submits('openSlots', 'market:openSlots')
  async open(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) params: LeagParams,
    @Body({ schema: openingsSchema }) body: z.output<typeof openingsSchema>,
  ): Promise<Answer<'market:openSlots'>> {
    return answerOf(await this.contracts.submit(caller, 'market:openSlots', { ...params, ...body }));
  }

  @Get()
  @Lists('listSlots', 'market:slots', Slot)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: leagParams }) { leag }: LeagParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Slot>> {
    const list = `slots/${leag}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:slots', { leag, limit, bookmark }));
  }

  @Get(':slot')
  @Reads('getSlot', 'market:slot')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
  ): Promise<OutputOf<'market:slot'>> {
    return this.contracts.evaluate(caller, 'market:slot', params);
  }

  @Post(':slot/funding')
  @Submits('fundSlot', 'market:fundSlot')
  async fund(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: fundingSchema }) body: z.output<typeof fundingSchema>,
  ): Promise<Answer<'market:fundSlot'>> {
    return answerOf(await this.payments.pay(caller, 'market:fundSlot', { ...params, ...body }));
  }
}
