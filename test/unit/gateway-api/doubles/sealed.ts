// SPDX-License-Identifier: Apache-2.0
import type { Submission } from '@wattpass/gateway-api/internal/fabric/ledger-client.js';

/** A sealed record, its salt apart from the rest. */
export interface Sealed {
  readonly salt: string;
  readonly rest: unknown;
}

/** The text of a call's private payload. */
export function sealedText(call: Submission | undefined): string {
  return Buffer.from(call?.private ?? []).toString('utf8');
}

/** The items of a call's private payload. */
export function sealedItems(call: Submission | undefined): Sealed[] {
  const { items } = JSON.parse(sealedText(call)) as { items: Record<string, unknown>[] };
  return items.map((item) => {
    const { salt, ...rest } = item;
    return { salt: String(salt), rest };
  });
}
