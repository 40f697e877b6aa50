// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { ChunkReader } from './chunk-reader.js';
import { TelemetryController } from './telemetry.controller.js';
import { TelemetryService } from './telemetry.service.js';

/** Telemetry in and out. */
@Module({ controllers: [TelemetryController], providers: [TelemetryService, ChunkReader] })
export class TelemetryModule {}
