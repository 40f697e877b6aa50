// SPDX-License-Identifier: Apache-2.0
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { AccountStore } from '../auth/account.store.js';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { LedgerHorizon } from '../fabric/ledger-horizon.js';
import { AFTER_BLOCK } from './after-block.js';
import { Problem } from './problem.js';

const BLOCK_NUMBER = /^\d{1,18}$/;

/** Holds a request that names a block until the own peer has it: `blockNumber` of another gateway's answer goes in here. */
@Injectable()
export class AfterBlockInterceptor implements NestInterceptor {
  constructor(
    private readonly horizon: LedgerHorizon,
    private readonly accounts: AccountStore,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const wanted = request.headers[AFTER_BLOCK.toLowerCase()];
    if (wanted !== undefined && request.account !== undefined) {
      await this.#reach(request.account.id, String(wanted));
    }
    return next.handle().pipe(
      tap((answer) => {
        const number = blockNumberIn(answer);
        if (number !== undefined) {
          this.horizon.note(number); // the own peer reported this commit
        }
      }),
    );
  }

  async #reach(accountId: string, wanted: string): Promise<void> {
    if (!BLOCK_NUMBER.test(wanted)) {
      throw new Problem('MALFORMED_REQUEST', `the header ${AFTER_BLOCK} must be a block number`);
    }
    const signer = await this.accounts.signer(accountId);
    if (signer !== undefined) {
      await this.horizon.reach(signer, BigInt(wanted));
    }
  }
}

function blockNumberIn(answer: unknown): bigint | undefined {
  const number = (answer as { readonly blockNumber?: unknown } | null | undefined)?.blockNumber;
  return typeof number === 'string' && BLOCK_NUMBER.test(number) ? BigInt(number) : undefined;
}
