// SPDX-License-Identifier: Apache-2.0
import { Module } from '@nestjs/common';
import { AnchorsController } from './anchors.controller.js';
import { AssessmentService } from './assessment.service.js';
import { ConditionsController } from './conditions.controller.js';
import { DeviceKeysController } from './device-keys.controller.js';
import { RunModesController } from './run-modes.controller.js';

/** A battery's twin: device keys, run modes, anchors, use and condition. */
@Module({
  controllers: [DeviceKeysController, RunModesController, AnchorsController, ConditionsController],
  providers: [AssessmentService],
})
export class TwinModule {}
