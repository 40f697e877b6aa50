// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { BatteriesController } from './batteries.controller.js';
import { CertificatesController } from './certificates.controller.js';
import { CertificationService } from './certification.service.js';
import { IdentifiersController } from './identifiers.controller.js';
import { MaintenanceController } from './maintenance.controller.js';
import { MovesController } from './moves.controller.js';
import { PassportsController } from './passports.controller.js';
import { RecyclingController } from './recycling.controller.js';
import { RegistrationService } from './registration.service.js';
import { ResolverController } from './resolver.controller.js';
import { StatusChangesController } from './status-changes.controller.js';

/** A battery's life, from registration to recycling. */
@Module({
  controllers: [
    BatteriesController,
    MovesController,
    StatusChangesController,
    MaintenanceController,
    RecyclingController,
    CertificatesController,
    PassportsController,
    IdentifiersController,
    ResolverController,
  ],
  providers: [RegistrationService, CertificationService],
})
export class BatteriesModule {}
