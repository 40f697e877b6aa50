// SPDX-License-Identifier: Apache-2.0
import { Wallet } from '../../devices/wallet.js';
import type { TradingVehicle } from './trading-vehicle.js';

/** A slot that is still to be settled, or settled to its end. */
export interface OpenSlot {
  readonly slot: string;
  /** When it can go on, ms since 1970. */
  due: number;
  isSettled: boolean;
}

/** Where a LEAG's people and programs work: its vehicles, its money, the slots that wait for something. */
export class LeagDesk {
  readonly treasury = new Wallet();
  readonly accounts: Readonly<Record<'feesTo' | 'gridTo' | 'balancingTo' | 'commonFundTo', string>>;
  readonly open: OpenSlot[] = [];

  constructor(
    readonly leag: string,
    readonly vehicles: readonly TradingVehicle[],
  ) {
    this.accounts = {
      feesTo: this.treasury.newAddress(),
      gridTo: this.treasury.newAddress(),
      balancingTo: this.treasury.newAddress(),
      commonFundTo: this.treasury.newAddress(),
    };
  }
}
