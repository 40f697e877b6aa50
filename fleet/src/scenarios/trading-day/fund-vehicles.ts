// SPDX-License-Identifier: Apache-2.0
import { signSpend, type AnswerOf } from '@wattpass/gateway-api/client';
import { allItems } from '../../rest/pages.js';
import type { LeagDesk } from './leag-desk.js';
import type { TradingScene } from './scene.js';
import type { TradingVehicle } from './trading-vehicle.js';

/** How many coins one transaction takes, or makes. */
const MOST_COINS = 64;
/** What a vehicle deposits, micro-currency: the locks of a day of slots, several times over. */
const DEPOSIT = 300_000_000n;
/** What a LEAG has for the grid's purchases and for imbalances. */
const TREASURY = 20_000_000_000n;
const TREASURY_COINS = 8n;
/** How many pseudonyms one question names. */
const ASKED_AT_ONCE = 50;

/** Issues money to vehicles and their LEAG, and lets vehicles pay it into their deposits: many in one payment, each signing. */
export async function fundVehicles(scene: TradingScene, desk: LeagDesk): Promise<void> {
  const { steps, desks, ledger } = scene;
  const { client } = desks.operator;
  const coins = Array.from({ length: Number(TREASURY_COINS) }, () => ({
    owner: desk.treasury.newAddress(),
    amount: String(TREASURY / TREASURY_COINS),
  }));
  const filled = await steps.take('issue money', client.issueMoney({ body: { outputs: coins } }));
  desk.treasury.receive(filled.coins);
  for (let from = 0; from < desk.vehicles.length; from += MOST_COINS) {
    const part = desk.vehicles.slice(from, from + MOST_COINS);
    const outputs = part.map(({ wallet }) => ({ owner: wallet.newAddress(), amount: String(DEPOSIT) }));
    const issued = await steps.take('issue money', client.issueMoney({ body: { outputs } }));
    const spends = part.map(({ wallet }) => {
      wallet.receive(issued.coins);
      return wallet.take(DEPOSIT).chosen;
    });
    const deposits = part.map(({ wallet, pseudonym }) => ({
      kind: 'note' as const,
      trader: pseudonym.address,
      refundTo: wallet.newAddress(),
      amount: String(DEPOSIT),
    }));
    const body = await signSpend({ ledger, fn: 'wallet:deposit', coins: spends.flat(), outputs: deposits });
    const { notes } = await steps.take('deposit', client.deposit({ body }));
    takeNotes(part, notes);
  }
}

/**
 * Lets vehicles and their LEAG look at what they hold (settled orders left new deposits and coins) and at how much they may
 * order.
 */
export async function readStatements({ desks }: TradingScene, { vehicles, treasury }: LeagDesk): Promise<void> {
  const { client } = desks.operator;
  const reputations = await allItems((page) => client.listReputations(page));
  const trust = new Map(reputations.map(({ participant, trust: facts }) => [participant, facts]));
  for (const vehicle of vehicles) {
    vehicle.slotLimitWh = trust.get(vehicle.pseudonym.address)?.slotLimitWh ?? undefined;
  }
  for (let from = 0; from < vehicles.length; from += ASKED_AT_ONCE) {
    const part = vehicles.slice(from, from + ASKED_AT_ONCE);
    const traders = part.map(({ pseudonym }) => pseudonym.address).join(',');
    takeNotes(part, (await client.getStatement({ traders })).notes);
  }
  const { addresses } = treasury;
  for (let from = 0; from < addresses.length; from += ASKED_AT_ONCE) {
    const owners = addresses.slice(from, from + ASKED_AT_ONCE).join(',');
    treasury.receive((await client.getStatement({ owners })).coins);
  }
}

function takeNotes(vehicles: readonly TradingVehicle[], notes: AnswerOf<'getStatement'>['notes']): void {
  for (const vehicle of vehicles) {
    const own = notes.filter(({ trader }) => trader === vehicle.pseudonym.address);
    vehicle.notes = own.sort((a, b) => Number(BigInt(b.amount) - BigInt(a.amount))).map(({ id }) => id);
  }
}
