// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ProblemError, type Client, type RequestOf } from '@wattpass/gateway-api/client';
import type { GatewayFacts } from '../gateways/gateways.js';
import { administratorAt } from './administrator.js';

type NewAccount = RequestOf<'createAccount'>['body'];

/** The key of an account at a gateway, which is made the first time; a file that only its owner reads keeps the key. */
export async function keptAccountKey(
  gateway: Pick<GatewayFacts, 'url' | 'adminKeyFile'>,
  file: string,
  account: NewAccount,
): Promise<string> {
  if (existsSync(file)) {
    return readFileSync(file, 'utf8').trim();
  }
  const apiKey = await newKey(administratorAt(gateway), account);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${apiKey}\n`, { mode: 0o600 });
  return apiKey;
}

/** A key that was issued but never written down is lost: its account gives way to a new one. */
async function newKey(admin: Client, account: NewAccount, name = account.name): Promise<string> {
  try {
    return (await admin.createAccount({ body: { ...account, name } })).apiKey;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'ALREADY_EXISTS') {
      return newKey(admin, account, `${account.name} ${Date.now()}`);
    }
    throw error;
  }
}
