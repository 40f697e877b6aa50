// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { EscrowsController } from './escrows.controller.js';
import { PaymentService } from './payment.service.js';
import { PaymentsController } from './payments.controller.js';
import { StatementsController } from './statements.controller.js';
import { SupplyService } from './supply.service.js';

/** Coins, deposits and escrows: what wallets signed is relayed, and what they hold is told. */
@Module({
  controllers: [PaymentsController, EscrowsController, StatementsController],
  providers: [PaymentService, SupplyService],
  exports: [PaymentService],
})
export class WalletModule {}
