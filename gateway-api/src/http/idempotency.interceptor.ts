// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IdempotencyKey } from '@wattpass/chaincode/domain';
import type { FastifyReply } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { callerOf, type AuthenticatedRequest } from '../auth/caller.js';
import { FabricError } from '../fabric/fabric-error.js';
import { LedgerClient } from '../fabric/ledger-client.js';
import { IdempotencyStore, type IdempotentRequest, type Meeting, type StoredAnswer } from './idempotency.store.js';
import { OPERATION, type OperationOptions } from './operation.js';
import { Problem } from './problem.js';

const ACCEPTED = 202;

/** Where the state of a transaction can be asked. */
export function transactionHref(txId: string): string {
  return `/api/v1/transactions/${txId}`;
}

/**
 * Answers a repeated POST with its first answer. 202 is no last word: once the transaction has an outcome, a repeat that
 * waits runs the request anew and answers for good. A refused request frees its key as well. Running anew is safe, because
 * it meets on the ledger what the first time has made.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
    private readonly ledger: LedgerClient,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const operation = this.reflector.get<OperationOptions | undefined>(OPERATION, context.getHandler());
    if (operation?.post !== true) {
      return next.handle();
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { respondAsync, ...request } = requestOf(context.switchToHttp().getRequest<AuthenticatedRequest>());
    const met = await this.store.begin(request);
    const meeting = respondAsync ? met : await this.#unlessSettled(request, met);
    switch (meeting.kind) {
      case 'mismatch':
        throw new Problem('IDEMPOTENCY_KEY_REUSED', 'the key came first with another method, path or body');
      case 'in-flight':
        throw new Problem('IDEMPOTENCY_IN_FLIGHT', 'the first request with this key has not been answered yet');
      case 'replay':
        void reply.header('Idempotency-Replayed', 'true');
        return of(send(reply, meeting.answer));
      case 'new':
        return of(send(reply, await this.#run(request, operation, next)));
    }
  }

  /** A 202 whose transaction has an outcome by now gives way to a last answer. */
  async #unlessSettled(request: IdempotentRequest, meeting: Meeting): Promise<Meeting> {
    if (meeting.kind !== 'replay' || meeting.answer.status !== ACCEPTED) {
      return meeting;
    }
    const { txId } = JSON.parse(meeting.answer.body) as { readonly txId: string };
    if (await this.ledger.isPending(txId)) {
      return meeting;
    }
    return { kind: this.store.reopen(request) ? 'new' : 'in-flight' };
  }

  async #run(request: IdempotentRequest, operation: OperationOptions, next: CallHandler): Promise<StoredAnswer> {
    try {
      const answer = await answerOf(operation, next);
      this.store.finish(request, answer);
      return answer;
    } catch (error) {
      this.store.release(request);
      throw error;
    }
  }
}

async function answerOf(operation: OperationOptions, next: CallHandler): Promise<StoredAnswer> {
  try {
    const result: unknown = await lastValueFrom(next.handle());
    const location = operation.location?.(result as never);
    return { status: operation.status ?? 200, location, body: JSON.stringify(result) };
  } catch (error) {
    if (error instanceof FabricError && error.code === 'OUTCOME_UNKNOWN' && error.txId !== undefined) {
      const href = transactionHref(error.txId);
      return { status: ACCEPTED, location: href, body: JSON.stringify({ txId: error.txId, status: 'pending', href }) };
    }
    throw error;
  }
}

function requestOf(request: AuthenticatedRequest): IdempotentRequest & { readonly respondAsync: boolean } {
  const { account, idempotencyKey, respondAsync } = callerOf(request);
  const key = IdempotencyKey.safeParse(idempotencyKey);
  if (!key.success) {
    const rule = key.error.issues[0]?.message ?? '';
    throw new Problem('IDEMPOTENCY_KEY_REQUIRED', `the header Idempotency-Key must have ${rule}`);
  }
  const requestHash = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(JSON.stringify(request.body ?? null))
    .digest('hex');
  return { principal: account.id, key: key.data, requestHash, respondAsync };
}

function send(reply: FastifyReply, answer: StoredAnswer): unknown {
  void reply.status(answer.status);
  if (answer.location !== undefined) {
    void reply.header('Location', answer.location);
  }
  return JSON.parse(answer.body) as unknown;
}
