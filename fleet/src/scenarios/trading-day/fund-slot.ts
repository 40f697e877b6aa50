// SPDX-License-Identifier: Apache-2.0
import { signSpend, type SpendOutput } from '@wattpass/gateway-api/client';
import type { LeagDesk } from './leag-desk.js';
import type { Offered } from './place-orders.js';
import type { TradingScene } from './scene.js';
import type { SlotPlan } from './slot-terms.js';

/** Locks what the grid can have to pay in a slot, and what the LEAG can owe for its imbalances: the most that orders allow. */
export async function fundSlot(
  { desks, ledger, steps }: TradingScene,
  { leag, treasury, accounts }: LeagDesk,
  plan: SlotPlan,
  offered: readonly Offered[],
): Promise<void> {
  const { slot } = plan;
  const wh = (side: 'buy' | 'sell'): bigint =>
    offered.reduce((sum, { offer }) => sum + (offer.side === side ? BigInt(offer.quantity) : 0n), 0n);
  const [bought, sold] = [wh('buy'), wh('sell')];
  const gridFloat = worth(sold, plan.floor);
  const balancing = worth(bought + sold / 10n + 1n, plan.exportPrice);
  const locks: SpendOutput[] = [
    { purpose: 'gridFloat' as const, amount: gridFloat, owner: accounts.gridTo },
    { purpose: 'balancing' as const, amount: balancing, owner: accounts.balancingTo },
  ]
    .filter(({ amount }) => amount > 0n)
    .map(({ purpose, amount, owner }) => ({
      kind: 'escrow',
      purpose,
      ref: [leag, slot],
      refundTo: { kind: 'coin', owner },
      amount: String(amount),
    }));
  if (offered.length === 0 || locks.length === 0) {
    return;
  }
  const { chosen, change } = treasury.take(gridFloat + balancing);
  const owner = treasury.newAddress();
  const outputs = change === 0n ? locks : [...locks, { kind: 'coin' as const, owner, amount: String(change) }];
  const spend = await signSpend({ ledger, fn: 'market:fundSlot', coins: chosen, outputs });
  const { client } = desks.operator;
  await steps.take('fund a slot', client.fundSlot({ leag, slot, body: { spend } }));
  if (change > 0n) {
    treasury.receive((await client.getStatement({ owners: owner })).coins);
  }
}

/** Micro-currency that energy is worth at a price, rounded up. */
function worth(energyWh: bigint, price: number): bigint {
  return (energyWh * BigInt(price) + 999n) / 1000n;
}
