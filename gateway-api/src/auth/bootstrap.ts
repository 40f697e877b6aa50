// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@wattpass/chaincode/domain';
import type { AccountService } from './account.service.js';
import type { AccountStore } from './account.store.js';
import { apiKeyHash, newApiKey } from './api-key.js';

/** The account that a new gateway starts with. */
export const bootstrapName = 'admin';

/**
 * Makes sure that the administrator exists and that its API key lies in `<stateDir>/admin.key`, readable by the owner
 * alone. It is a delegate, in the role of the organisation's own name where there is such a role. Gives the file.
 */
export async function bootstrapAdmin(
  accounts: AccountStore,
  service: AccountService,
  organisation: string,
  stateDir: string,
): Promise<string> {
  const file = join(stateDir, 'admin.key');
  const existing = await accounts.byName(bootstrapName);
  if (existing === undefined) {
    const role = roles.find((name) => name === organisation);
    const request = { kind: 'person', name: bootstrapName, delegate: true, admin: true } as const;
    const { apiKey } = await service.create(role === undefined ? request : { ...request, role });
    writeKey(file, apiKey);
  } else if (!existsSync(file)) {
    const apiKey = newApiKey(); // the file was lost, or the process died before it was written
    await accounts.setApiKeyHash(existing.id, apiKeyHash(apiKey));
    writeKey(file, apiKey);
  }
  return file;
}

function writeKey(file: string, apiKey: string): void {
  writeFileSync(file, `${apiKey}\n`, { mode: 0o600 });
}
