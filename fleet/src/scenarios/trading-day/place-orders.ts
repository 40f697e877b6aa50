// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '@wattpass/gateway-api/client';
import type { LeagDesk } from './leag-desk.js';
import { itemOf, ruleOf } from './refusal-log.js';
import type { TradingScene } from './scene.js';
import type { Offer, TradingVehicle } from './trading-vehicle.js';

/** An offer with its vehicle. */
export interface Offered {
  readonly vehicle: TradingVehicle;
  readonly offer: Offer;
}

/** An order that was refused, and why. */
export interface RefusedOrder {
  readonly vehicle: TradingVehicle;
  readonly error: ProblemError;
}

/** How many orders a relay brings at once. */
const MOST_ORDERS = 500;

/**
 * Relays the orders that vehicles signed, as many at once as the ledger takes. It takes all or none, and names the first that
 * it refuses: that one is left out and its vehicle told, and the others are sent again.
 */
export async function placeOrders(
  scene: TradingScene,
  { leag }: LeagDesk,
  slot: string,
  offered: readonly Offered[],
): Promise<{ readonly placed: Offered[]; readonly refused: RefusedOrder[] }> {
  const placed: Offered[] = [];
  const refused: RefusedOrder[] = [];
  for (let from = 0; from < offered.length; from += MOST_ORDERS) {
    let batch = offered.slice(from, from + MOST_ORDERS);
    while (batch.length > 0) {
      const left = await relay(scene, leag, slot, batch);
      if (left === undefined) {
        placed.push(...batch);
        break;
      }
      refused.push({ vehicle: left.offered.vehicle, error: left.error });
      batch = batch.filter((each) => each !== left.offered);
    }
  }
  return { placed, refused };
}

async function relay(
  { desks, ledger, steps, refusals }: TradingScene,
  leag: string,
  slot: string,
  batch: readonly Offered[],
): Promise<{ readonly offered: Offered; readonly error: ProblemError } | undefined> {
  const orders = batch.map(({ vehicle, offer }) =>
    vehicle.pseudonym.order(ledger, { leag, slot, ...offer }, vehicle.notes),
  );
  try {
    await steps.take('place orders', desks.operator.client.placeOrders({ leag, slot, body: { orders } }));
    return undefined;
  } catch (error) {
    const offered = error instanceof ProblemError ? batch[itemOf(error) ?? -1] : undefined;
    if (!(error instanceof ProblemError) || offered === undefined) {
      throw error;
    }
    refusals.note(attemptOf(error), error);
    offered.vehicle.orderRefused(ruleOf(error), error.problem.data?.['limitWh']);
    return { offered, error };
  }
}

function attemptOf(error: ProblemError): string {
  return ruleOf(error) === 'barred' ? 'order of a barred vehicle' : 'order';
}
