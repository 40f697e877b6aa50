// SPDX-License-Identifier: Apache-2.0
import { payloadHeader, type LedgerIdentity, type PrivateKeyJwk, type RequestOf } from '@wattpass/gateway-api/client';
import { SigningKey } from './signing-key.js';

/** An order as a gateway takes it. */
export type SignedOrder = RequestOf<'placeOrders'>['body']['orders'][number];

/** A notice that an order will fall short, as a gateway takes it. */
export type SignedNotice = RequestOf<'giveNotice'>['body']['items'][number];

/** What an order says of itself, apart from who signs it and what covers it. */
export type OrderTerms = Pick<SignedOrder['payload'], 'leag' | 'slot' | 'side' | 'quantity' | 'limit' | 'grid'>;

/** The name under which a vehicle trades: a key of its own that signs what it orders and announces. */
export class TradingPseudonym {
  readonly #key: SigningKey;

  /** @param kept Its key, where it was kept. */
  constructor(kept?: PrivateKeyJwk) {
    this.#key = new SigningKey(kept);
  }

  /** Its key, to be kept where only its owner reads it. */
  keep(): PrivateKeyJwk {
    return this.#key.keep();
  }

  /** What others know it by. */
  get address(): string {
    return this.#key.address;
  }

  /**
   * An order, covered by deposits.
   * @param notes ids of the pseudonym's deposits, drawn on in this order; eight at most count.
   */
  order(ledger: LedgerIdentity, terms: OrderTerms, notes: readonly string[]): SignedOrder {
    const payload = {
      ...payloadHeader(ledger, 'market:placeOrders'),
      ...terms,
      trader: this.address,
      sequence: 0,
      notes: notes.slice(0, 8),
    };
    return { payload, signature: this.#key.signed(payload) };
  }

  /** Announces that an order will fall short. */
  notice(ledger: LedgerIdentity, { leag, slot }: Pick<OrderTerms, 'leag' | 'slot'>, orderId: string): SignedNotice {
    const payload = { ...payloadHeader(ledger, 'market:giveNotice'), leag, slot, trader: this.address, orderId };
    return { payload, signature: this.#key.signed(payload) };
  }
}
