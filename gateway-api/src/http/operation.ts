// SPDX-License-Identifier: Apache-2.0
import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { transactions, type TransactionName, type z } from '@wattpass/chaincode/domain';
import type { Access } from '../auth/access.js';
import { ACCESS } from '../auth/auth.guard.js';
import { AFTER_BLOCK } from './after-block.js';
import { acceptedSchema } from './documents.js';

/** What a route is, for the guard, for the answer and for OpenAPI. */
export interface OperationOptions {
  /** `operationId`, the client's method name. */
  readonly id: string;
  /** The catalogue's transaction behind it: gives access and, unless overridden, the summary. */
  readonly transaction?: TransactionName;
  /** Where there is no transaction. */
  readonly access?: Exclude<Access['kind'], 'transaction'>;
  readonly summary?: string;
  /** 200 unless given; 201 for what is created. */
  readonly status?: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  /** Whether it is a POST: it then takes an idempotency key and may be answered 202. */
  readonly post?: boolean;
  /** The `Location` of what was created, from the answer. */
  readonly location?: (answer: never) => string;
}

/** Where a route's {@link OperationOptions} are kept. */
export const OPERATION = 'wattpass:operation';

/** Declares a route: one decorator for access, status, idempotency and OpenAPI, so that they cannot disagree. */
export function Operation(options: OperationOptions): MethodDecorator {
  const access: Access | undefined =
    options.transaction === undefined
      ? options.access && { kind: options.access }
      : { kind: 'transaction', name: options.transaction };
  const summary = options.summary ?? (options.transaction && transactions[options.transaction].summary) ?? options.id;
  const isPublic = access?.kind === 'public';
  return applyDecorators(
    SetMetadata(ACCESS, access),
    SetMetadata(OPERATION, options),
    HttpCode(options.status ?? 200),
    ApiOperation({ operationId: options.id, summary }),
    ...(isPublic ? [] : [ApiBearerAuth(), afterBlockHeader()]),
    ...(options.post === true ? postHeaders() : []),
    answerOf(options),
    ApiResponse({
      status: 'default',
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

function afterBlockHeader(): MethodDecorator {
  const description = 'wait until the own peer has this block: `blockNumber` of another answer';
  return ApiHeader({ name: AFTER_BLOCK, required: false, description });
}

function postHeaders(): MethodDecorator[] {
  return [
    ApiHeader({ name: 'Idempotency-Key', required: true, description: '8 to 128 letters, digits, . _ : -' }),
    ApiHeader({ name: 'Prefer', required: false, description: 'respond-async' }),
    ApiResponse({ status: 202, description: 'Submitted, outcome not known yet', ...standard(acceptedSchema) }),
  ];
}

function answerOf(options: OperationOptions): MethodDecorator {
  const description = options.status === 201 ? 'Created' : 'Done';
  const schema = options.answer === undefined ? {} : standard(options.answer);
  return ApiResponse({ status: options.status ?? 200, description, ...schema });
}

/** Swagger converts a zod schema by itself under this name, which its types do not know. */
function standard(schema: z.ZodType): object {
  return { standardSchema: schema };
}
