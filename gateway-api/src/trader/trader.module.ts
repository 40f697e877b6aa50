// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { ApplicationService } from './application.service.js';
import { LeagTradersController } from './leag-traders.controller.js';
import { RotationService } from './rotation.service.js';
import { TraderService } from './trader.service.js';
import { TradersController } from './traders.controller.js';

/** Enrolled vehicles and trading pseudonyms. */
@Module({
  controllers: [LeagTradersController, TradersController],
  providers: [TraderService, RotationService, ApplicationService],
})
export class TraderModule {}
