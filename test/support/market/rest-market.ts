// SPDX-License-Identifier: Apache-2.0
import type { Role } from '@wattpass/chaincode/domain';
import {
  payloadHeader,
  type Client,
  type LedgerIdentity,
  type RequestOf,
  type SignedSpend,
  type SpendOutput,
} from '@wattpass/gateway-api/client';
import { testVehicle } from '../vehicles.js';
import { signedBy, walletKey, type OwnCoin, type WalletKey } from '../wallet-keys.js';

/** Delegates of all organisations; the operator's may issue money. */
export type Delegates = Readonly<Record<Role, Client>>;

/** A pseudonym with its meter, its deposits, and the wallet that they go back to. */
export interface Trader {
  readonly key: WalletKey;
  readonly home: WalletKey;
  readonly meter: WalletKey;
  readonly meterId: string;
  readonly nullifier: string;
  /** Its deposits' ids; `deposit` makes them. */
  readonly notes: string[];
}

type SlotPlan = RequestOf<'planSlots'>['body']['slots'][number];
type SignedOrder = RequestOf<'placeOrders'>['body']['orders'][number];
type SignedCancel = RequestOf<'cancelOrders'>['body']['items'][number];
type SignedReading = RequestOf<'recordReadings'>['body']['items'][number];
type Change = RequestOf<'propose'>['body']['change'];

/** What the tests' payloads hold for. */
const VALID_MS = 3_600_000;
const MOST_OUTPUTS = 64;
const MOST_ITEMS = 500;

/** Prices of the tests' slots, micro per kWh. */
export const prices = {
  floor: 100_000,
  ceiling: 300_000,
  importPrice: 360_000,
  exportPrice: 50_000,
  buyFee: 1_000,
  sellFee: 1_000,
} as const;

/** The instant so many seconds from now. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** The market of one LEAG of the operator, driven over REST. */
export class RestMarket {
  readonly desk = { fees: walletKey(), grid: walletKey(), balancing: walletKey(), common: walletKey() };
  #slots = 0;

  private constructor(
    readonly leag: string,
    readonly clients: Delegates,
    readonly ledger: LedgerIdentity,
  ) {}

  /** Registers a LEAG. */
  static async open(leag: string, clients: Delegates): Promise<RestMarket> {
    const { ledger } = await clients.operator.getWalletLedger();
    const market = new RestMarket(leag, clients, ledger);
    const { fees, grid, balancing, common } = market.desk;
    await clients.operator.registerLeag({
      body: {
        id: leag,
        name: leag,
        feesTo: fees.address,
        gridTo: grid.address,
        balancingTo: balancing.address,
        commonFundTo: common.address,
      },
    });
    return market;
  }

  /** Lets all members vote for a change. */
  async vote(change: Change): Promise<void> {
    const { operator } = this.clients;
    const { id: proposalId } = await operator.propose({ body: { change } });
    for (const client of Object.values(this.clients)) {
      await client.vote({ proposalId, body: { approve: true } });
    }
    await operator.executeProposal({ proposalId });
  }

  /** Enrols vehicles, certifies a pseudonym for each, registers its meter and deposits so much money for it. */
  async traders(count: number, deposit = 100_000_000): Promise<Trader[]> {
    const made: Trader[] = [];
    for (let from = 0; from < count; from += MOST_ITEMS) {
      made.push(...(await this.#enrol(Math.min(MOST_ITEMS, count - from))));
    }
    await this.deposit(made, deposit);
    return made;
  }

  async #enrol(count: number): Promise<Trader[]> {
    const { leag, ledger } = this;
    const { operator } = this.clients;
    const vehicles = await Promise.all(Array.from({ length: count }, () => testVehicle()));
    const applications = vehicles.map((vehicle) => {
      const { vehicleId, certificate, signature } = vehicle.apply(leag, ledger.network);
      return { vehicleId, certificate, signature };
    });
    await operator.enrolVehicles({ leag, body: { items: applications } });
    const traders = vehicles.map(({ nullifier }): Trader => {
      const [key, home, meter] = [walletKey(), walletKey(), walletKey()];
      return { key, home, meter, meterId: `meter-${key.address.slice(0, 12)}`, nullifier, notes: [] };
    });
    const links = traders.map(({ key, nullifier }) => ({ pseudonym: key.address, nullifier }));
    await operator.certifyPseudonyms({ leag, body: { items: links } });
    const meters = traders.map(({ key, meter, meterId }) => ({
      id: meterId,
      trader: key.address,
      publicKey: meter.publicKey,
    }));
    await operator.registerMeters({ leag, body: { items: meters } });
    return traders;
  }

  /** Gives each trader a deposit more of so much money. */
  async deposit(traders: readonly Trader[], amount: number): Promise<void> {
    for (let from = 0; from < traders.length; from += MOST_OUTPUTS) {
      const part = traders.slice(from, from + MOST_OUTPUTS);
      const [coin] = (await this.issue([amount * part.length])) as [OwnCoin];
      const outputs = part.map(({ key, home }) => ({
        kind: 'note' as const,
        trader: key.address,
        refundTo: home.address,
        amount: String(amount),
      }));
      const { notes } = await this.clients.user.deposit({ body: this.spend('wallet:deposit', [coin], outputs) });
      for (const trader of part) {
        trader.notes.push(...notes.filter((note) => note.trader === trader.key.address).map(({ id }) => id));
      }
    }
  }

  /** Issues coins of these amounts, each to a key of its own unless one is given. */
  async issue(amounts: readonly number[], to?: WalletKey): Promise<OwnCoin[]> {
    const keys = amounts.map(() => to ?? walletKey());
    const outputs = amounts.map((amount, index) => ({ owner: keys[index]?.address ?? '', amount: String(amount) }));
    const { coins } = await this.clients.operator.issueMoney({ body: { outputs } });
    return coins.map(({ id, amount }, index) => ({ id, amount, key: keys[index] as WalletKey }));
  }

  /** A payment, signed by the keys of its coins. */
  spend(fn: string, coins: readonly OwnCoin[], outputs: readonly SpendOutput[]): SignedSpend {
    const inputs = coins.map(({ id, key }) => ({ id, owner: key.address }));
    inputs.sort((left, right) => (`${left.owner}${left.id}` < `${right.owner}${right.id}` ? -1 : 1));
    const payload = { ...this.header(fn), inputs, outputs: [...outputs], relayFee: '0' };
    const keys = new Map(coins.map(({ key }) => [key.address, key]));
    return { payload, signatures: [...keys.values()].map((key) => signedBy(key, payload)) };
  }

  header<F extends string>(fn: F) {
    return payloadHeader(this.ledger, fn, new Date(Date.now() + VALID_MS));
  }

  /** Any payload, signed. */
  signed<P extends object>(payload: P, by: WalletKey): { payload: P; signature: ReturnType<typeof signedBy> } {
    return { payload, signature: signedBy(by, payload) };
  }

  /** Plans a slot that nothing holds up, with other facts as given, and opens it; gives its name. */
  async slot(facts: Partial<SlotPlan> = {}): Promise<string> {
    const minute = new Date(Date.parse('2026-01-01T00:00:00Z') + 60_000 * this.#slots).toISOString();
    const name = `${minute.slice(0, 19)}Z`;
    this.#slots += 1;
    const plan: SlotPlan = {
      slot: name,
      deliveryEnd: '2026-06-01T00:00:00Z',
      ...prices,
      mechanism: { kind: 'uniform', kappa: 500_000 },
      sealed: false,
      closeFrom: inSeconds(-60),
      closeBy: inSeconds(600),
      clearBy: inSeconds(900),
      deliverFrom: inSeconds(1200),
      readBy: inSeconds(1500),
      ...facts,
    };
    const { leag } = this;
    await this.clients.operator.planSlots({ leag, body: { slots: [plan] } });
    await this.clients.operator.openSlots({ leag, body: { slots: [name] } });
    return name;
  }

  /** Locks money of the grid, or of the LEAG for imbalances. */
  async fund(slot: string, purpose: 'balancing' | 'gridFloat', amount: number): Promise<void> {
    const { leag, desk } = this;
    const owner = (purpose === 'balancing' ? desk.balancing : desk.grid).address;
    const output = {
      kind: 'escrow' as const,
      purpose,
      ref: [leag, slot],
      refundTo: { kind: 'coin' as const, owner },
      amount: String(amount),
    };
    const coins = await this.issue([amount]);
    const spend = this.spend('market:fundSlot', coins, [output]);
    await this.clients.operator.fundSlot({ leag, slot, body: { spend } });
  }

  order(trader: Trader, slot: string, facts: Partial<SignedOrder['payload']> = {}, by = trader.key): SignedOrder {
    const payload = {
      ...this.header('market:placeOrders'),
      leag: this.leag,
      slot,
      trader: trader.key.address,
      side: 'buy' as const,
      quantity: 5_000,
      limit: 250_000,
      grid: false,
      sequence: 0,
      notes: trader.notes.slice(0, 8),
      ...facts,
    };
    return this.signed(payload, by);
  }

  /** The cancellation of an order, or a notice about it. */
  about<F extends 'market:cancelOrders' | 'market:giveNotice'>(fn: F, trader: Trader, slot: string, orderId: string) {
    const payload = { ...this.header(fn), leag: this.leag, slot, trader: trader.key.address, orderId };
    return this.signed(payload, trader.key) satisfies SignedCancel;
  }

  /** A reading of so much energy behind `start`, signed by the trader's meter. */
  reading(
    trader: Trader,
    slot: string,
    register: 'import' | 'export',
    { start, energy }: { start: number; energy: number },
    by = trader.meter,
  ): SignedReading {
    const reading = {
      leag: this.leag,
      slot,
      trader: trader.key.address,
      meter: trader.meterId,
      register,
      start,
      end: start + energy,
    };
    const { signature } = signedBy(by, { ...reading, ...this.ledger, type: 'wattpass/reading/1' });
    return { reading, signature };
  }

  /** What keys hold in coins, and pseudonyms in deposits, micro-currency. */
  async holdings(owners: readonly WalletKey[], traders: readonly WalletKey[] = []): Promise<number> {
    const list = (keys: readonly WalletKey[]): string => keys.map(({ address }) => address).join(',');
    const { total } = await this.clients.user.getStatement({ owners: list(owners), traders: list(traders) });
    return Number(total);
  }
}
