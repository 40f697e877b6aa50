// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { WalletModule } from '../wallet/wallet.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DisputesController } from './disputes.controller.js';
import { LeagsController } from './leags.controller.js';
import { OrderService } from './order.service.js';
import { OrdersController } from './orders.controller.js';
import { SlotStepsController } from './slot-steps.controller.js';
import { SlotsController } from './slots.controller.js';

/** LEAGs, slots, orders, and what is delivered and settled. */
@Module({
  imports: [WalletModule],
  controllers: [
    LeagsController,
    SlotsController,
    OrdersController,
    SlotStepsController,
    DeliveriesController,
    DisputesController,
  ],
  providers: [OrderService],
})
export class MarketModule {}
