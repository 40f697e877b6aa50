// SPDX-License-Identifier: Apache-2.0
import { parseBatteryCode, z } from '@wattpass/chaincode/domain';

const part = z.enum(['pack', 'module', 'cell']);

/** What a scanned code says. */
export const identifierSchema = z.strictObject({
  scheme: z.literal('gbt34014'),
  life: z.enum(['first', 'second']),
  manufacturer: z.string(),
  product: part,
  batteryType: z.string(),
  spec: z.string(),
  date: z.iso.date(),
  serial: z.string(),
  traceability: z.string().optional(),
  reuse: part.optional(),
});

/** See {@link identifierSchema}. */
export type Identifier = z.output<typeof identifierSchema>;

/** Reads a scanned code; `undefined` when it fits neither standard. */
export function readIdentifier(code: string): Identifier | undefined {
  const parts = parseBatteryCode(code);
  return parts && { scheme: 'gbt34014', life: parts.reuse === undefined ? 'first' : 'second', ...parts };
}
