// SPDX-License-Identifier: Apache-2.0
import { z } from '@wattpass/chaincode/domain';
import { ConfigError, issuesOf } from './config-error.js';
import { connectionSchema } from './connection.js';

/** The settings of one gateway, from whichever source they came. */
export const gatewayOptionsSchema = z.strictObject({
  /** The organisation this gateway serves; must be the one its connection names. */
  organisation: z.string().min(1),
  connection: connectionSchema,
  /** Directory of the gateway's own data: database, key file, telemetry chunks. */
  stateDir: z.string().min(1),
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free port. */
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  /** A Postgres connection string; without it the embedded database under `stateDir` is used. */
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  /** `off` leaves every decision about roles to the contracts. */
  checks: z.enum(['on', 'off']).default('on'),
  /** Whether the gateway runs its organisation's validator, which attests the clearings of local energy markets. */
  validator: z.enum(['on', 'off']).default('on'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Tests only: `<saga>/<step>:<before|after>`; the process kills itself exactly there. */
  fault: z
    .string()
    .regex(/^[a-z-]+\/[a-z-]+:(before|after)$/, 'must be <saga>/<step>:<before|after>')
    .optional(),
});

/** What a caller of `startGateway` gives. */
export type GatewayOptions = z.input<typeof gatewayOptionsSchema>;

/** The checked settings, defaults filled in. */
export type GatewayConfig = z.output<typeof gatewayOptionsSchema>;

/**
 * Checks the settings of a gateway.
 * @throws ConfigError listing every bad field.
 */
export function checkOptions(options: unknown): GatewayConfig {
  const result = gatewayOptionsSchema.safeParse(options);
  if (!result.success) {
    throw new ConfigError(issuesOf(result.error.issues));
  }
  const { organisation, connection } = result.data;
  if (organisation !== connection.organisation) {
    throw new ConfigError([{ field: 'organisation', rule: `the connection is for ${connection.organisation}` }]);
  }
  return result.data;
}
