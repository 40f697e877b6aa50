// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from '@wattpass/chaincode/domain';
import { accountSchema, newAccountSchema, type Account, type NewAccount } from '../auth/account.js';
import { Operation } from '../http/operation.js';
import { AccountService, type IssuedAccount } from '../auth/account.service.js';

const accountId = z.uuid();
const accountList = z.strictObject({ items: z.array(accountSchema) });
const issuedAccount = z.strictObject({ account: accountSchema, apiKey: z.string() });

/** Who may sign in. */
@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountService) {}

  @Post()
  @Operation({
    id: 'createAccount',
    access: 'admin',
    summary: 'Make an account for a person or a device; its API key is shown this once',
    post: true,
    status: 201,
    answer: issuedAccount,
    location: ({ account }: IssuedAccount) => `/api/v1/accounts/${account.id}`,
  })
  create(@Body({ schema: newAccountSchema }) body: NewAccount): Promise<IssuedAccount> {
    return this.accounts.create(body);
  }

  @Get()
  @Operation({ id: 'listAccounts', access: 'admin', summary: 'All accounts, oldest first', answer: accountList })
  async list(): Promise<{ items: Account[] }> {
    return { items: await this.accounts.list() };
  }

  @Get(':accountId')
  @Operation({ id: 'getAccount', access: 'admin', summary: 'One account', answer: accountSchema })
  get(@Param('accountId', { schema: accountId }) id: string): Promise<Account> {
    return this.accounts.get(id);
  }

  @Delete(':accountId')
  @Operation({
    id: 'revokeAccount',
    access: 'admin',
    summary: 'Shut an account out and revoke its certificates',
    status: 204,
  })
  revoke(@Param('accountId', { schema: accountId }) id: string): Promise<void> {
    return this.accounts.revoke(id);
  }
}
