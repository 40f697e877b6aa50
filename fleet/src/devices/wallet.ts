// SPDX-License-Identifier: Apache-2.0
import { chooseCoins, type OwnCoin, type PrivateKeyJwk } from '@wattpass/gateway-api/client';
import { SigningKey } from './signing-key.js';

/** A coin as the ledger names it. */
export interface PaidCoin {
  readonly id: string;
  readonly owner: string;
  readonly amount: string;
}

/** A wallet: keys for addresses that it gave away, and the coins that came to them. Keys never leave it. */
export class Wallet {
  readonly #keys = new Map<string, SigningKey>();
  readonly #coins = new Map<string, OwnCoin>();

  /** @param kept Keys that were kept; their coins have to be asked for. */
  constructor(kept: readonly PrivateKeyJwk[] = []) {
    for (const key of kept.map((jwk) => new SigningKey(jwk))) {
      this.#keys.set(key.address, key);
    }
  }

  /** The private keys, to be kept where only their owner reads them. */
  keep(): PrivateKeyJwk[] {
    return [...this.#keys.values()].map((key) => key.keep());
  }

  /** An address that nobody has seen. */
  newAddress(): string {
    const key = new SigningKey();
    this.#keys.set(key.address, key);
    return key.address;
  }

  /** All addresses given away. */
  get addresses(): string[] {
    return [...this.#keys.keys()];
  }

  /** Takes note of coins; those of other owners are passed over. */
  receive(coins: readonly PaidCoin[]): void {
    for (const { id, owner, amount } of coins) {
      const key = this.#keys.get(owner);
      if (key !== undefined) {
        this.#coins.set(id, { id, amount, key });
      }
    }
  }

  /**
   * Takes the fewest coins out of the wallet that pay an amount.
   * @throws RangeError where all of them are not enough
   */
  take(amount: bigint): { readonly chosen: OwnCoin[]; readonly change: bigint } {
    const { chosen, change } = chooseCoins([...this.#coins.values()], amount);
    for (const { id } of chosen) {
      this.#coins.delete(id);
    }
    return { chosen, change };
  }

  /** Micro-currency. */
  get total(): bigint {
    return [...this.#coins.values()].reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  }
}
