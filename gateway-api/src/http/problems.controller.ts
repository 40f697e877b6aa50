// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from '@wattpass/chaincode/domain';
import { Operation } from './operation.js';
import { Problem, problemKinds, problemType, type ProblemCode } from './problem.js';

const pageSchema = z.strictObject({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: z.string(),
  retryable: z.boolean(),
});
const pages = new Map(
  (Object.keys(problemKinds) as ProblemCode[]).map((code) => {
    const { status, title, retryable } = problemKinds[code];
    return [problemType(code), { type: problemType(code), code, status, title, retryable: retryable === true }];
  }),
);

/** The documents that a problem's `type` points to. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  @Get()
  @Operation({ id: 'listProblems', access: 'public', summary: 'Every problem there is', answer: z.array(pageSchema) })
  list(): z.infer<typeof pageSchema>[] {
    return [...pages.values()];
  }

  @Get(':code')
  @Operation({ id: 'getProblem', access: 'public', summary: 'What a problem means', answer: pageSchema })
  get(@Param('code') code: string): z.infer<typeof pageSchema> {
    const page = pages.get(`/problems/${code}`);
    if (page === undefined) {
      throw new Problem('NOT_FOUND', `there is no problem ${code}`);
    }
    return page;
  }
}
