// SPDX-License-Identifier: Apache-2.0
import { BatteryId, batteryIdOf, Gtin, parseBatteryCode, parseDigitalLink, z } from '@wattpass/chaincode/domain';

const part = z.enum(['pack', 'module', 'cell']);

const batteryCode = z.strictObject({
  scheme: z.literal('gbt34014'),
  life: z.enum(['first', 'second']),
  manufacturer: z.string(),
  product: part,
  batteryType: z.string(),
  spec: z.string(),
  date: z.iso.date(),
  serial: z.string(),
  traceability: z.string().optional(),
  /** Of a second-life code: what is used again. */
  reuse: part.optional(),
});

const digitalLink = z.strictObject({
  scheme: z.literal('gs1DigitalLink'),
  resolver: z.string(),
  gtin: Gtin,
  variant: z.string().optional(),
  lot: z.string().optional(),
  serial: z.string().optional(),
  /** Where the link names one item: its id on the ledger. */
  batteryId: BatteryId.optional(),
});

/** What a scanned code says. */
export const identifierSchema = z.discriminatedUnion('scheme', [batteryCode, digitalLink]);

/** See {@link identifierSchema}. */
export type Identifier = z.output<typeof identifierSchema>;

/** Reads a scanned code; `undefined` when it fits neither standard. */
export function readIdentifier(code: string): Identifier | undefined {
  const link = parseDigitalLink(code);
  if (link !== undefined) {
    const item = link.serial === undefined ? {} : { batteryId: batteryIdOf(link.gtin, link.serial) };
    return { scheme: 'gs1DigitalLink', ...link, ...item };
  }
  const parts = parseBatteryCode(code);
  return parts && { scheme: 'gbt34014', life: parts.reuse === undefined ? 'first' : 'second', ...parts };
}
