// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import { z } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';

const partSchema = z.strictObject({ count: z.int(), sum: z.string() });

/** All money there is, and what was issued and redeemed: two counts of the same. */
export const supplySchema = z.strictObject({
  coins: partSchema,
  notes: partSchema,
  escrows: partSchema,
  supply: z.string(),
  issued: z.string(),
  redeemed: z.string(),
});

/** See {@link supplySchema}. */
export type Supply = z.infer<typeof supplySchema>;

/**
 * Counts the money on the ledger, record by record. It reads page after page, so payments that are made meanwhile may be
 * seen half; on a ledger at rest it is exact.
 */
@Injectable()
export class SupplyService {
  constructor(private readonly contracts: ContractClient) {}

  async count(caller: Caller): Promise<Supply> {
    const coins = await this.#part(caller, 'coins');
    const notes = await this.#part(caller, 'notes');
    const escrows = await this.#part(caller, 'escrows');
    const supply = [coins, notes, escrows].reduce((sum, part) => sum + BigInt(part.sum), 0n);
    return { coins, notes, escrows, supply: supply.toString(), ...(await this.#issuances(caller)) };
  }

  async #part(caller: Caller, of: 'coins' | 'notes' | 'escrows'): Promise<z.infer<typeof partSchema>> {
    let [count, sum, bookmark] = [0, 0n, ''];
    do {
      const page = await this.contracts.evaluate(caller, 'wallet:supply', { of, limit: 5000, bookmark });
      count += page.count;
      sum += BigInt(page.sum);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return { count, sum: sum.toString() };
  }

  async #issuances(caller: Caller): Promise<Pick<Supply, 'issued' | 'redeemed'>> {
    let [issued, redeemed, bookmark] = [0n, 0n, ''];
    do {
      const page = await this.contracts.evaluate(caller, 'wallet:issuances', { limit: 100, bookmark });
      for (const { kind, amount } of page.items) {
        issued += kind === 'issue' ? BigInt(amount) : 0n;
        redeemed += kind === 'redeem' ? BigInt(amount) : 0n;
      }
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return { issued: issued.toString(), redeemed: redeemed.toString() };
  }
}
