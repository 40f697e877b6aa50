// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { RoundsController } from './rounds.controller.js';
import { TasksController } from './tasks.controller.js';
import { UpdatesController } from './updates.controller.js';
import { WeightsController } from './weights.controller.js';

/** Federated learning: tasks and rounds on the ledger, models and updates as bytes beside it. */
@Module({ controllers: [TasksController, RoundsController, UpdatesController, WeightsController] })
export class LearningModule {}
