// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { VEHICLE_ATTRIBUTE } from '@wattpass/chaincode/domain';
import { AccountStore } from './account.store.js';
import type { Account, NewAccount } from './account.js';
import { apiKeyHash, newApiKey } from './api-key.js';
import { isDueForRenewal } from './certificate-lifetime.js';
import { Registrar } from './registrar.js';
import { Problem } from '../http/problem.js';

/** A new account and its API key, which is shown this once. */
export interface IssuedAccount {
  readonly account: Account;
  readonly apiKey: string;
}

/** Makes and ends accounts: each has its own identity, certified by the organisation's CA. */
@Injectable()
export class AccountService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly registrar: Registrar,
  ) {}

  /** All accounts, revoked ones included, oldest first. */
  list(): Promise<Account[]> {
    return this.accounts.list();
  }

  /** One account. */
  async get(id: string): Promise<Account> {
    const account = await this.accounts.byId(id);
    if (account === undefined) {
      throw new Problem('NOT_FOUND', `there is no account ${id}`);
    }
    return account;
  }

  /**
   * Registers and enrols an identity with the role's attribute, and issues an API key for it.
   * @throws Problem ALREADY_EXISTS when the name is taken.
   */
  async create(request: NewAccount): Promise<IssuedAccount> {
    if ((await this.accounts.byName(request.name)) !== undefined) {
      throw new Problem('ALREADY_EXISTS', `an account named ${request.name} exists`, {
        errors: [{ pointer: '/name', rule: 'unique' }],
      });
    }
    const id = randomUUID();
    const apiKey = newApiKey();
    const { kind, name, role, delegate, admin, issuer, vehicleId } = request;
    const credentials = await this.registrar.certify(id, name, {
      ...(role === undefined ? {} : { 'wattpass.role': role }),
      ...(delegate ? { 'wattpass.delegate': 'true' } : {}),
      ...(issuer === true ? { 'wattpass.issuer': 'true' } : {}),
      ...(vehicleId === undefined ? {} : { [VEHICLE_ATTRIBUTE]: vehicleId }),
    });
    const chosenRole = role === undefined ? {} : { role };
    await this.accounts.insert({
      id,
      kind,
      name,
      ...chosenRole,
      delegate,
      admin,
      apiKeyHash: apiKeyHash(apiKey),
      credentials,
    });
    return { account: await this.get(id), apiKey };
  }

  /** Renews the certificates that have less than a quarter of their time left; gives how many. */
  async renewCertificates(now: Date): Promise<number> {
    let renewed = 0;
    for (const { id, name } of await this.accounts.active()) {
      const current = await this.accounts.credentials(id);
      if (current !== undefined && isDueForRenewal(current.certificate, now)) {
        await this.accounts.setCredentials(id, await this.registrar.renew(id, name, current));
        renewed += 1;
      }
    }
    return renewed;
  }

  /** Shuts an account out and revokes its certificates at the CA. */
  async revoke(id: string): Promise<void> {
    const account = await this.get(id);
    await this.accounts.revoke(id);
    await this.registrar.revoke(id, account.name);
  }
}
