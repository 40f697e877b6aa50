// SPDX-License-Identifier: Apache-2.0
import type { AnswerOf } from '@wattpass/gateway-api/client';
import { signedReading, type RegisterSpan, type SignedReading } from '../../devices/energy-meter.js';
import { SigningKey } from '../../devices/signing-key.js';
import { allItems } from '../../rest/pages.js';
import type { LeagDesk } from './leag-desk.js';
import type { TradingScene } from './scene.js';
import type { Delivery, TradingVehicle } from './trading-vehicle.js';

/** What a filled order contracts, as the ledger has it. */
export type FillLine = AnswerOf<'listFills'>['items'][number];

/** A filled order with its vehicle and what that decided about it. */
export interface Contract {
  readonly vehicle: TradingVehicle;
  readonly line: FillLine;
  readonly delivery: Delivery;
}

/** Reads what a clearing gave a LEAG's vehicles, and lets each decide what it makes of it. */
export async function contractsOf(
  { desks }: TradingScene,
  { leag, vehicles }: LeagDesk,
  slot: string,
  hour: number,
): Promise<Contract[]> {
  const lines = await allItems((page) => desks.operator.client.listFills({ leag, slot, ...page }));
  const byTrader = new Map(vehicles.map((vehicle) => [vehicle.pseudonym.address, vehicle]));
  return lines.flatMap((line) => {
    const vehicle = byTrader.get(line.trader);
    return vehicle === undefined
      ? []
      : [{ vehicle, line, delivery: vehicle.prepare(hour, line.side, line.fill + line.grid) }];
  });
}

/** Announces shortfalls that vehicles know of before delivery. */
export async function announceShortfalls(
  { desks, ledger, steps }: TradingScene,
  { leag }: LeagDesk,
  slot: string,
  contracts: readonly Contract[],
): Promise<void> {
  const items = contracts
    .filter(({ delivery }) => delivery.failure === 'announced')
    .map(({ vehicle, line }) => vehicle.pseudonym.notice(ledger, { leag, slot }, line.orderId));
  if (items.length > 0) {
    await steps.take('give notice', desks.operator.client.giveNotice({ leag, slot, body: { items } }));
  }
}

/** How a vehicle lives through the hour of its contract, or of none. */
type Live = (vehicle: TradingVehicle, delivery: Delivery | undefined) => RegisterSpan | undefined;

/**
 * Lets all vehicles live through the hour, and relays what the meters signed. A forged reading is refused, so its order has
 * none.
 * @returns how many orders are without a reading.
 */
export async function deliver(
  scene: TradingScene,
  { leag, vehicles }: LeagDesk,
  slot: string,
  contracts: readonly Contract[],
  live: Live = (vehicle, delivery) => vehicle.deliver(delivery),
): Promise<number> {
  const { desks, steps, refusals } = scene;
  const { client } = desks.operator;
  const byVehicle = new Map(contracts.map((contract) => [contract.vehicle, contract]));
  const items: SignedReading[] = [];
  let missing = 0;
  for (const vehicle of vehicles) {
    const contract = byVehicle.get(vehicle);
    const span = live(vehicle, contract?.delivery);
    if (contract === undefined || span === undefined) {
      continue;
    }
    if (vehicle.behaviour === 'forged-meter') {
      missing += 1;
      const body = { items: [forged(scene, { leag, slot }, contract, span)] };
      await refusals.expect('reading that no meter signed', () => client.recordReadings({ leag, slot, body }));
    } else {
      items.push(vehicle.meter.reading(scene.ledger, placeOf({ leag, slot }, contract), span));
    }
  }
  if (items.length > 0) {
    await steps.take('record readings', client.recordReadings({ leag, slot, body: { items } }));
  }
  return missing;
}

/** Says that all was delivered, in the meter's name and with another key. */
function forged(
  { ledger }: TradingScene,
  place: { readonly leag: string; readonly slot: string },
  contract: Contract,
  { start }: RegisterSpan,
): SignedReading {
  const { vehicle, delivery } = contract;
  const reading = { ...placeOf(place, contract), meter: vehicle.meter.id, start, end: start + delivery.contractedWh };
  return signedReading(ledger, reading, new SigningKey());
}

function placeOf(
  place: { readonly leag: string; readonly slot: string },
  { vehicle, delivery }: Contract,
): { leag: string; slot: string; trader: string; register: 'import' | 'export' } {
  return { ...place, trader: vehicle.pseudonym.address, register: delivery.side === 'buy' ? 'import' : 'export' };
}
