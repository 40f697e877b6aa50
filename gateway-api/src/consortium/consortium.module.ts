// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { ConsortiumController } from './consortium.controller.js';
import { ProposalsController } from './proposals.controller.js';

/** Founding, members, proposals and votes. */
@Module({ controllers: [ConsortiumController, ProposalsController] })
export class ConsortiumModule {}
