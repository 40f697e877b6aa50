// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { ReputationsController } from './reputations.controller.js';

/** Scores and their changes. */
@Module({ controllers: [ReputationsController] })
export class ReputationModule {}
