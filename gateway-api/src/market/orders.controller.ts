// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Order, transactions, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Submits } from '../http/ledger-operation.js';
import { OrderService } from './order.service.js';
import { recordsQuerySchema, slotParams, type SlotParams } from './slot-params.js';

const fromPath = { leag: true, slot: true } as const;
const ordersSchema = transactions['market:placeOrders'].input.omit(fromPath);
const sealedSchema = transactions['market:commitOrders'].input.omit(fromPath);
const revealsSchema = transactions['market:revealOrders'].input.omit(fromPath);
const cancellationsSchema = transactions['market:cancelOrders'].input.omit(fromPath);

/** Orders of a slot. They come signed by their pseudonyms' own keys: whoever brings them can only relay. */
@ApiTags('market')
@Controller('leags/:leag/slots/:slot')
export class OrdersController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly orders: OrderService,
  ) {}

  @Post('orders')
  @Submits('placeOrders', 'market:placeOrders')
  async place(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: ordersSchema }) body: z.output<typeof ordersSchema>,
  ): Promise<Answer<'market:placeOrders'>> {
    return answerOf(await this.orders.bring(caller, 'market:placeOrders', { ...params, ...body }));
  }

  @Get('orders')
  @Lists('listOrders', 'market:orders', Order)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Query({ schema: recordsQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Order>> {
    const list = `orders/${params.leag}/${params.slot}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'market:orders', { ...params, limit, bookmark }));
  }

  @Post('orders/cancellations')
  @Submits('cancelOrders', 'market:cancelOrders')
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: cancellationsSchema }) body: z.output<typeof cancellationsSchema>,
  ): Promise<Answer<'market:cancelOrders'>> {
    return answerOf(await this.orders.bring(caller, 'market:cancelOrders', { ...params, ...body }));
  }

  @Post('sealed-orders')
  @Submits('commitOrders', 'market:commitOrders')
  async commit(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: sealedSchema }) body: z.output<typeof sealedSchema>,
  ): Promise<Answer<'market:commitOrders'>> {
    return answerOf(await this.orders.bring(caller, 'market:commitOrders', { ...params, ...body }));
  }

  @Post('sealed-orders/reveals')
  @Submits('revealOrders', 'market:revealOrders')
  async reveal(
    @CurrentCaller() caller: Caller,
    @Param({ schema: slotParams }) params: SlotParams,
    @Body({ schema: revealsSchema }) body: z.output<typeof revealsSchema>,
  ): Promise<Answer<'market:revealOrders'>> {
    return answerOf(await this.contracts.submit(caller, 'market:revealOrders', { ...params, ...body }));
  }
}
