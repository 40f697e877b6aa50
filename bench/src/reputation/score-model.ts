// SPDX-License-Identifier: Apache-2.0

/** One side of a trade in a slot: a name, and the energy contracted and metered, Wh. */
export interface Fill {
  readonly name: number;
  readonly contractedWh: number;
  readonly meteredWh: number;
}

/** Energy that a seller and a buyer exchanged, and what the buyer says of the seller. */
export interface Exchange {
  readonly seller: number;
  readonly buyer: number;
  readonly energyWh: number;
  readonly praised: boolean;
}

/** What a slot brought. */
export interface SlotTrades {
  /** Seconds since 1970. */
  readonly deliveryEnd: number;
  readonly sellers: readonly Fill[];
  readonly buyers: readonly Fill[];
  readonly exchanges: readonly Exchange[];
}

/** A way to score names and to exclude those that fail. */
export interface ScoreModel {
  /** Whether anybody can have another name for the asking. */
  readonly freeNames: boolean;
  /** A new name; where names are bound to vehicles, `vehicle` decides what it inherits. */
  join(at: number, old?: number): number;
  maySell(name: number): boolean;
  mayBuy(name: number): boolean;
  /** The most a name may trade in a slot, Wh. */
  limitWh(name: number): number;
  /** A number that is larger for a name in better standing. */
  standing(name: number): number;
  settle(trades: SlotTrades): void;
  /** One name praises another without any trade, where the model listens to that. */
  vouch(from: number, to: number): void;
  endDay(): void;
}
