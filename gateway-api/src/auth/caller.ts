// SPDX-License-Identifier: Apache-2.0
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account } from './account.js';

/** Who asks, and how they want to be answered. */
export interface Caller {
  readonly account: Account;
  /** Of a POST; empty where the method takes none. */
  readonly idempotencyKey: string;
  /** `Prefer: respond-async`: answer 202 as soon as the transaction is submitted. */
  readonly respondAsync: boolean;
}

/** A request that the guard has let through. */
export interface AuthenticatedRequest extends FastifyRequest {
  account?: Account;
}

/** The caller of an authenticated request. */
export function callerOf(request: AuthenticatedRequest): Caller {
  if (request.account === undefined) {
    throw new Error('a route that needs a caller was let through without one');
  }
  const key = request.headers['idempotency-key'];
  const preferences = String(request.headers['prefer'] ?? '').split(/[,;]/);
  return {
    account: request.account,
    idempotencyKey: typeof key === 'string' ? key : '',
    respondAsync: preferences.some((preference) => preference.trim() === 'respond-async'),
  };
}

/** Injects the {@link Caller} into a handler. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);
