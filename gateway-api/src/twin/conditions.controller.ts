// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { answered, answerOf, type Answer, type Answered } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { AssessmentService } from './assessment.service.js';
import {
  assessmentAnswerSchema,
  assessmentRequestSchema,
  conditionsSchema,
  type AssessmentAnswer,
  type AssessmentRequest,
  type Conditions,
} from './condition-schemas.js';
import { twinParams, type TwinParams } from './twin-params.js';

/** Assessments and anomalies, in private. */
@ApiTags('twin')
@Controller()
export class ConditionsController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly assessments: AssessmentService,
    private readonly salts: SaltSource,
  ) {}

  @Post('assessments')
  @Submits('assess', 'twin:recordCondition', {
    summary: 'Assess batteries by stored chunks and their sealed ratings, and record what is found',
    answer: answered(assessmentAnswerSchema),
  })
  async assess(
    @CurrentCaller() caller: Caller,
    @Body({ schema: assessmentRequestSchema }) body: AssessmentRequest,
  ): Promise<Answered<AssessmentAnswer>> {
    return answerOf(await this.assessments.assess(caller, body));
  }

  @Post('conditions')
  @Submits('recordCondition', 'twin:recordCondition')
  async record(
    @CurrentCaller() caller: Caller,
    @Body({ schema: conditionsSchema }) body: Conditions,
  ): Promise<Answer<'twin:recordCondition'>> {
    const salt = this.salts.of(caller);
    const sealed = { items: body.items.map((item, index) => ({ ...item, salt: salt(index) })) };
    const input = { key: caller.idempotencyKey };
    return answerOf(await this.contracts.submitPrivate(caller, 'twin:recordCondition', input, sealed));
  }

  @Get('batteries/:batteryId/conditions')
  @Reads('getCondition', 'twin:condition')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: twinParams }) params: TwinParams,
  ): Promise<OutputOf<'twin:condition'>> {
    return this.contracts.evaluate(caller, 'twin:condition', params);
  }
}
