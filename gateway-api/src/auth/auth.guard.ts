// SPDX-License-Identifier: Apache-2.0
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../http/problem.js';
import { refusal, type Access } from './access.js';
import { AccountStore } from './account.store.js';
import { apiKeyHash, bearerKey } from './api-key.js';
import type { AuthenticatedRequest } from './caller.js';

/** Where a route's {@link Access} is kept. */
export const ACCESS = 'wattpass:access';

/** Whether the guard judges roles; `off` leaves that to the contracts, which decide in any case. */
export class RoleChecks {
  constructor(readonly mode: 'on' | 'off') {}
}

/** Finds the caller by its API key and refuses whom the route is not for. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accounts: AccountStore,
    private readonly checks: RoleChecks,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access?.kind === 'public') {
      return true;
    }
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const key = bearerKey(request.headers.authorization);
    const account = key === undefined ? undefined : await this.accounts.byApiKeyHash(apiKeyHash(key));
    if (account === undefined) {
      throw new Problem('UNAUTHENTICATED', 'send "Authorization: Bearer wp_…" with a key of this gateway');
    }
    const reason = refusal(access, account, this.checks.mode);
    if (reason !== undefined) {
      throw new Problem('FORBIDDEN', reason);
    }
    request.account = account;
    return true;
  }
}
