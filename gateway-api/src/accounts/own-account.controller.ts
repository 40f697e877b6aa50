// SPDX-License-Identifier: Apache-2.0
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActorId, MspId, Name, Role, z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { AccountStore } from '../auth/account.store.js';
import { Operation } from '../http/operation.js';

const ownAccountSchema = z.strictObject({
  accountId: z.uuid(),
  name: Name,
  role: Role.optional(),
  delegate: z.boolean(),
  mspId: MspId,
  /** The caller's id on the ledger: what `actorId` of a party means. */
  actorId: ActorId,
});

/** Who asks. */
@ApiTags('accounts')
@Controller('me')
export class OwnAccountController {
  constructor(private readonly accounts: AccountStore) {}

  @Get()
  @Operation({ id: 'me', access: 'account', summary: 'The account that asks', answer: ownAccountSchema })
  own(@CurrentCaller() { account }: Caller): z.infer<typeof ownAccountSchema> {
    const { id, name, role, delegate, actorId } = account;
    const chosenRole = role === undefined ? {} : { role };
    return { accountId: id, name, ...chosenRole, delegate, mspId: this.accounts.mspId, actorId };
  }
}
