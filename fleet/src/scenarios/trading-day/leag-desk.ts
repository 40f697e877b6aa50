// SPDX-License-Identifier: Apache-2.0
import type { PrivateKeyJwk } from '@wattpass/gateway-api/client';
import { Wallet } from '../../devices/wallet.js';
import type { SlotPlan } from './slot-terms.js';
import type { TradingVehicle } from './trading-vehicle.js';

/** A slot that is still to be settled, or settled to its end. */
export interface OpenSlot {
  readonly slot: string;
  /** When it can go on, ms since 1970. */
  due: number;
  isSettled: boolean;
}

/** Where a LEAG's money goes. */
export type LeagAccounts = Readonly<Record<'feesTo' | 'gridTo' | 'balancingTo' | 'commonFundTo', string>>;

/** A LEAG as it is kept over a restart. */
export interface KeptLeag {
  readonly leag: string;
  readonly accounts: LeagAccounts;
  readonly keys: readonly PrivateKeyJwk[];
}

/** Where a LEAG's people and programs work: its vehicles, its money, the slots that wait for something. */
export class LeagDesk {
  readonly treasury: Wallet;
  readonly accounts: LeagAccounts;
  readonly open: OpenSlot[] = [];
  /** Slots that are planned and open, by hour. */
  readonly planned = new Map<number, SlotPlan>();

  constructor(
    readonly leag: string,
    readonly vehicles: readonly TradingVehicle[],
    kept?: KeptLeag,
  ) {
    this.treasury = new Wallet(kept?.keys);
    this.accounts = kept?.accounts ?? {
      feesTo: this.treasury.newAddress(),
      gridTo: this.treasury.newAddress(),
      balancingTo: this.treasury.newAddress(),
      commonFundTo: this.treasury.newAddress(),
    };
  }

  /** What a later run needs to go on. */
  keep(): KeptLeag {
    return { leag: this.leag, accounts: this.accounts, keys: this.treasury.keep() };
  }
}
