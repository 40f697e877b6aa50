// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { CommitteesController } from './committees.controller.js';
import { RankingsController } from './rankings.controller.js';
import { ValidatorsController } from './validators.controller.js';

/** Validators, rankings and committees. */
@Module({ controllers: [ValidatorsController, RankingsController, CommitteesController] })
export class CommitteeModule {}
