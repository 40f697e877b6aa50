// SPDX-License-Identifier: Apache-2.0
import { roles, type Validator } from '@wattpass/chaincode/domain';
import type { Logger } from 'pino';
import type { Account } from '../auth/account.js';
import type { AccountService } from '../auth/account.service.js';
import type { AccountStore } from '../auth/account.store.js';
import type { Caller } from '../auth/caller.js';
import type { ServiceCaller } from '../auth/service-caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { allPages } from './slot-reader.js';

/** The account that the gateway's own validator signs with. */
export const validatorName = 'validator';

/** What {@link OwnValidator} is made of. */
export interface OwnValidatorParts {
  readonly organisation: string;
  readonly accounts: Pick<AccountStore, 'byName' | 'mspId'>;
  readonly accountService: Pick<AccountService, 'create'>;
  readonly contracts: Pick<ContractClient, 'evaluate' | 'submit'>;
  /** The delegate in whose name the organisation sponsors its validator. */
  readonly delegate: Pick<ServiceCaller, 'get'>;
  /** Where the validator's pay goes. */
  readonly payTo: () => string;
  readonly logger: Logger;
}

/** The organisation's own validator: an identity of its own, which applies and is sponsored once, as far as that has not happened. */
export class OwnValidator {
  constructor(private readonly parts: OwnValidatorParts) {}

  /** Whom the validator calls as. */
  async caller(): Promise<Caller> {
    const account = (await this.parts.accounts.byName(validatorName)) ?? (await this.#enrol());
    return { account, idempotencyKey: '', respondAsync: false };
  }

  /**
   * The validator as it stands on the ledger, after it has applied and been sponsored. One that was suspended or retired stays so: that is
   * for the members, or for a delegate, to change.
   */
  async standing(): Promise<Validator> {
    const caller = await this.caller();
    const known = await this.#find(caller);
    const validator = known ?? (await this.#apply(caller));
    return validator.status === 'applied' ? this.#sponsor(validator) : validator;
  }

  async #enrol(): Promise<Account> {
    const { organisation, accountService } = this.parts;
    const role = roles.find((name) => name === organisation);
    const request = { kind: 'device', name: validatorName, delegate: false, admin: false } as const;
    const { account } = await accountService.create(role === undefined ? request : { ...request, role });
    return account; // nobody is told its API key: only the gateway itself acts as this account
  }

  async #find(caller: Caller): Promise<Validator | undefined> {
    const { contracts } = this.parts;
    const all = await allPages((bookmark) =>
      contracts.evaluate(caller, 'committee:validators', { limit: 100, bookmark }),
    );
    return all.find(({ id }) => id === caller.account.actorId);
  }

  async #apply(caller: Caller): Promise<Validator> {
    const { contracts, accounts, payTo, logger } = this.parts;
    const sponsor = { kind: 'organisation' as const, mspId: accounts.mspId };
    const application = { sponsor, payTo: payTo() };
    const { result } = await contracts.submit(caller, 'committee:applyAsValidator', application);
    logger.info({ validator: result.id, payTo: result.payTo }, 'applied as validator');
    return result;
  }

  async #sponsor({ id }: Validator): Promise<Validator> {
    const { contracts, delegate, logger } = this.parts;
    const { result } = await contracts.submit(await delegate.get(), 'committee:sponsorValidator', { validator: id });
    logger.info({ validator: id, status: result.status }, 'sponsored');
    return result;
  }
}
