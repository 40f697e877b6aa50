// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { z } from '@wattpass/chaincode/domain';
import { ConfigError, issuesOf } from './config-error.js';

/** What a gateway needs to reach its organisation's ledger: the peer, the certificate authority and the names to use. */
export const connectionSchema = z.strictObject({
  organisation: z.string().min(1),
  mspId: z.string().min(1),
  ledger: z.enum(['devpeer', 'fabric']),
  channel: z.string().min(1),
  chaincode: z.string().min(1),
  peer: z.strictObject({
    endpoint: z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port'),
    tlsCaCertFile: z.string().min(1),
    tlsServerName: z.string().min(1).optional(),
  }),
  ca: z.strictObject({
    url: z.url({ protocol: /^https$/, error: 'must be an https URL' }),
    caName: z.string().min(1),
    tlsCaCertFile: z.string().min(1),
    registrarId: z.string().min(1),
    registrarSecretFile: z.string().min(1),
  }),
});

/** One organisation's way to its ledger, as the launcher writes it. */
export type Connection = z.infer<typeof connectionSchema>;

/**
 * Reads and checks a connection file.
 * @throws ConfigError naming the file and each bad field.
 */
export function readConnection(file: string): Connection {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError([{ field: '--connection', rule: `${file}: ${(error as Error).message}` }]);
  }
  const result = connectionSchema.safeParse(parsed);
  if (!result.success) {
    throw new ConfigError(issuesOf(result.error.issues, `${file}: `));
  }
  return result.data;
}
