// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements.controller.js';
import { BatchesController } from './batches.controller.js';
import { ClaimAnswerService } from './claim-answer.service.js';
import { ClaimsController } from './claims.controller.js';
import { JourneysController } from './journeys.controller.js';

/** Batches, transport agreements, journeys and claims. */
@Module({
  controllers: [BatchesController, AgreementsController, JourneysController, ClaimsController],
  providers: [ClaimAnswerService],
})
export class LogisticsModule {}
