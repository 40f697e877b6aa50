// SPDX-License-Identifier: Apache-2.0
import { payloadHeader, type LedgerIdentity, type RequestOf } from '@wattpass/gateway-api/client';
import type { Desks } from '@wattpass/fleet';
import { EnergyMeter } from '@wattpass/fleet/internal/devices/energy-meter.js';
import { SigningKey } from '@wattpass/fleet/internal/devices/signing-key.js';
import { inParts } from './in-parts.js';
import { terms } from './random-book.js';
import { vehicleApplication } from './vehicle-certificate.js';

/** An order as a gateway takes it. */
export type SignedOrder = RequestOf<'placeOrders'>['body']['orders'][number];

/** Somebody who trades, with a deposit that covers its orders. */
export interface MeasuredTrader {
  readonly key: SigningKey;
  readonly home: string;
  readonly meter: EnergyMeter;
  readonly nullifier: string;
  note: string;
}

/** Micro-currency; enough for orders in several slots. */
const DEPOSIT = 20_000_000;
const MOST_OUTPUTS = 64;
const MOST_ITEMS = 500;
const AT_ONCE = 4;
const HOUR_MS = 3_600_000;

/** A LEAG of the operator and those who trade there, made over REST. */
export class MeasuredMarket {
  readonly leag = 'measured';
  readonly treasury = new SigningKey();
  #slots = 0;

  private constructor(
    readonly desks: Desks,
    readonly ledger: LedgerIdentity,
  ) {}

  static async open(desks: Desks): Promise<MeasuredMarket> {
    const { client } = desks.operator;
    const { ledger } = await client.getWalletLedger();
    const market = new MeasuredMarket(desks, ledger);
    const to = market.treasury.address;
    const accounts = { feesTo: to, gridTo: to, balancingTo: to, commonFundTo: to };
    await client.registerLeag({ body: { id: market.leag, name: 'Measured', ...accounts } });
    return market;
  }

  /** Enrols vehicles, certifies a pseudonym for each, registers its meter and deposits money for it. */
  async traders(count: number): Promise<MeasuredTrader[]> {
    const { leag } = this;
    const { client } = this.desks.operator;
    const made: MeasuredTrader[] = [];
    const batch = Math.ceil(count / Math.ceil(count / MOST_ITEMS)); // even ones: pseudonyms are certified eight at least
    for (let from = 0; from < count; from += batch) {
      const vehicles = await Promise.all(
        Array.from({ length: Math.min(batch, count - from) }, () => vehicleApplication(leag, this.ledger.network)),
      );
      const items = vehicles.map(({ vehicleId, certificate, signature }) => ({ vehicleId, certificate, signature }));
      await client.enrolVehicles({ leag, body: { items } });
      const traders = vehicles.map(({ nullifier }, index): MeasuredTrader => ({
        key: new SigningKey(),
        home: new SigningKey().address,
        meter: new EnergyMeter(`meter-${from + index}`),
        nullifier,
        note: '',
      }));
      const links = traders.map(({ key, nullifier }) => ({ pseudonym: key.address, nullifier }));
      await client.certifyPseudonyms({ leag, body: { items: links } });
      const meters = traders.map(({ key, meter: { id, publicKey } }) => ({ id, trader: key.address, publicKey }));
      await client.registerMeters({ leag, body: { items: meters } });
      made.push(...traders);
      process.stderr.write(`${made.length} traders enrolled\n`);
    }
    await inParts(made, MOST_OUTPUTS, AT_ONCE, (part) => this.#deposit(part));
    return made;
  }

  async #deposit(traders: readonly MeasuredTrader[]): Promise<void> {
    const outputs = traders.map(({ key, home }) => ({
      kind: 'note' as const,
      trader: key.address,
      refundTo: home,
      amount: String(DEPOSIT),
    }));
    const body = await this.#spend('wallet:deposit', DEPOSIT * traders.length, outputs);
    const { notes } = await this.desks.operator.client.deposit({ body });
    const byTrader = new Map(notes.map(({ trader, id }) => [trader, id]));
    for (const trader of traders) {
      trader.note = byTrader.get(trader.key.address) ?? '';
    }
  }

  /** Issues money and spends it at once. */
  async #spend(
    fn: string,
    amount: number,
    outputs: RequestOf<'deposit'>['body']['payload']['outputs'],
  ): Promise<RequestOf<'deposit'>['body']> {
    const key = new SigningKey();
    const issued = [{ owner: key.address, amount: String(amount) }];
    const { coins } = await this.desks.operator.client.issueMoney({ body: { outputs: issued } });
    const inputs = coins.map(({ id }) => ({ id, owner: key.address }));
    const payload = { ...payloadHeader(this.ledger, fn), inputs, outputs, relayFee: '0' };
    return { payload, signatures: [key.signed(payload)] };
  }

  /** A slot that is open and holds enough for its imbalances; gives its name. */
  async openSlot(): Promise<string> {
    const { leag } = this;
    const { client } = this.desks.operator;
    const slot = `2026-01-01T00:${String(this.#slots).padStart(2, '0')}:00Z`;
    this.#slots += 1;
    const later = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
    const plan: RequestOf<'planSlots'>['body']['slots'][number] = {
      slot,
      deliveryEnd: '2026-01-01T01:00:00Z',
      ...{ floor: terms.floor, ceiling: terms.ceiling, buyFee: terms.buyFee, sellFee: terms.sellFee },
      importPrice: terms.ceiling,
      exportPrice: terms.floor,
      mechanism: { kind: 'uniform', kappa: 500_000 },
      sealed: false,
      closeFrom: later(-1),
      closeBy: later(1),
      clearBy: later(2),
      deliverFrom: later(3),
      readBy: later(4),
    };
    await client.planSlots({ leag, body: { slots: [plan] } });
    await client.openSlots({ leag, body: { slots: [slot] } });
    const amount = 10_000_000_000;
    const refundTo = { kind: 'coin' as const, owner: this.treasury.address };
    const output = { kind: 'escrow' as const, purpose: 'balancing' as const, ref: [leag, slot], refundTo };
    const spend = await this.#spend('market:fundSlot', amount, [{ ...output, amount: String(amount) }]);
    await client.fundSlot({ leag, slot, body: { spend } });
    return slot;
  }

  /** An order of a trader; every other one sells. */
  order({ key, note }: MeasuredTrader, index: number, slot: string): SignedOrder {
    const range = terms.ceiling - terms.floor;
    const payload = {
      ...payloadHeader(this.ledger, 'market:placeOrders', new Date(Date.now() + HOUR_MS)),
      ...{ leag: this.leag, slot, trader: key.address },
      side: index % 2 === 0 ? ('buy' as const) : ('sell' as const),
      quantity: 1_000 + ((index * 37) % 4_000),
      limit: terms.floor + ((index * 7_919) % range),
      grid: false,
      sequence: 0,
      notes: [note],
    };
    return { payload, signature: key.signed(payload) };
  }
}
