// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from '@wattpass/chaincode/domain';
import { Operation } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { identifierSchema, readIdentifier, type Identifier } from './identifiers.js';

const codeQuery = z.strictObject({ code: z.string().trim().min(1).max(2000) });

/** Reads the codes on a battery's label. */
@ApiTags('identifiers')
@Controller('identifiers')
export class IdentifiersController {
  @Get()
  @Operation({
    id: 'parseIdentifier',
    access: 'account',
    summary: 'Read a GB/T 34014 code or a GS1 Digital Link, or refuse it',
    answer: identifierSchema,
  })
  parse(@Query({ schema: codeQuery }) { code }: z.output<typeof codeQuery>): Identifier {
    const identifier = readIdentifier(code);
    if (identifier === undefined) {
      throw new Problem('INVALID_INPUT', 'see errors for each place and its rule', {
        errors: [{ pointer: '/code', rule: 'a GB/T 34014 code of 24 or 19 characters or a GS1 Digital Link' }],
      });
    }
    return identifier;
  }
}
