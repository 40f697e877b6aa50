// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Instant, MspId, z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { AccountStore } from '../auth/account.store.js';
import { LedgerClient, type TransactionStatus } from '../fabric/ledger-client.js';
import { Operation } from '../http/operation.js';
import { Problem } from '../http/problem.js';

const txIdSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
const statusSchema = z.strictObject({
  txId: txIdSchema,
  status: z.enum(['pending', 'valid', 'invalid']),
  code: z.string().optional(),
  blockNumber: z.string().optional(),
  timestamp: Instant.optional(),
  creatorMspId: MspId.optional(),
});

/** What became of a transaction. */
@ApiTags('transactions')
@Controller('transactions')
export class TransactionsController {
  constructor(
    private readonly ledger: LedgerClient,
    private readonly accounts: AccountStore,
  ) {}

  @Get(':txId')
  @Operation({
    id: 'getTransaction',
    access: 'account',
    summary: 'The outcome of a transaction, pending while the ledger has not said it',
    answer: statusSchema,
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('txId', { schema: txIdSchema }) txId: string,
  ): Promise<TransactionStatus> {
    const signer = await this.accounts.signer(caller.account.id);
    const status = signer && (await this.ledger.transaction(signer, txId));
    if (status === undefined) {
      throw new Problem('NOT_FOUND', `nobody knows a transaction ${txId}`);
    }
    return status;
  }
}
