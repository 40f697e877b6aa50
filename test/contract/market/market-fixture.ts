// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { defaultRuleParameters, type InputOf, type RuleParameters } from '@wattpass/chaincode/domain';
import type { Departure, Reading } from '@wattpass/chaincode/domain/market/meter.js';
import type { Slot, SlotPlan } from '@wattpass/chaincode/domain/market/slot.js';
import { startTrader } from '@wattpass/chaincode/contracts/trader/trader-records.js';
import { enrolled } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, delegates } from '../../support/actors.js';
import type { ContractRunner } from '../../support/contract-runner.js';
import { InMemoryLedger } from '../../support/in-memory-ledger.js';
import { consortiumWithMoney, mint } from '../../support/money.js';
import {
  header,
  signedBy,
  spendOf,
  testLedger,
  walletKey,
  type OwnCoin,
  type WalletKey,
} from '../../support/wallet-keys.js';

export const leag = 'north';
export const slotName = '2026-11-22T12:00:00Z';
export const ofSlot = { leag, slot: slotName };

/** Addresses of the LEAG, each with its key, so that tests find the coins. */
export const desk = { fees: walletKey(), grid: walletKey(), balancing: walletKey(), common: walletKey() };

/** A pseudonym with its meter, its deposit, and where that goes back to. */
export interface Trader {
  readonly key: WalletKey;
  readonly home: WalletKey;
  readonly meter: WalletKey;
  readonly meterId: string;
  readonly note: string;
}

/** The instant so many seconds from now. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** A plan for the slot, with other facts as given. */
export function planOf(facts: Partial<SlotPlan> = {}): SlotPlan {
  return {
    slot: slotName,
    deliveryEnd: '2026-11-22T13:00:00Z',
    floor: 100_000,
    ceiling: 300_000,
    importPrice: 360_000,
    exportPrice: 50_000,
    buyFee: 1_000,
    sellFee: 1_000,
    mechanism: { kind: 'uniform', kappa: 500_000 },
    sealed: false,
    closeFrom: inSeconds(0),
    closeBy: inSeconds(120),
    clearBy: inSeconds(400),
    deliverFrom: inSeconds(600),
    readBy: inSeconds(900),
    ...facts,
  };
}

/** A market of one LEAG with an open slot. */
export class Market {
  readonly runner: ContractRunner;

  private constructor(runner: ContractRunner) {
    this.runner = runner;
  }

  static async open(plan: SlotPlan = planOf(), parameters: Partial<RuleParameters> = {}): Promise<Market> {
    const market = new Market(consortiumWithMoney(parameters));
    await market.register();
    await market.runner.submit(actors.operator, 'market:planSlots', { leag, slots: [plan] });
    await market.runner.submit(actors.operator, 'market:openSlots', { leag, slots: [slotName] });
    return market;
  }

  register() {
    return this.runner.submit(actors.operator, 'market:registerLeag', {
      id: leag,
      name: 'North',
      feesTo: desk.fees.address,
      gridTo: desk.grid.address,
      balancingTo: desk.balancing.address,
      commonFundTo: desk.common.address,
    });
  }

  /** Enrols traders, each with a meter and a deposit of this many micro. */
  async traders(count: number, deposit = 100_000_000): Promise<Trader[]> {
    const ledger = new InMemoryLedger(this.runner.state, () => false, 'OperatorMSP');
    const now = inSeconds(0);
    const rules = { ...defaultRuleParameters, newcomerSlotWh: 20_000 };
    const made = Array.from({ length: count }, walletKey);
    for (const { address } of made) {
      const trader = { pseudonym: address, leag, status: 'active', origin: 'fresh', since: '2026-01-01' } as const;
      await startTrader({ ledger, now }, trader, enrolled(address, now, rules), 1);
    }
    this.runner.state.commit(ledger.writes, createHash('sha256').update(now).digest('hex'), new Date());
    return this.equip(made, deposit);
  }

  /** Gives pseudonyms that are certified meters and deposits. */
  async equip(pseudonyms: readonly WalletKey[], deposit = 100_000_000): Promise<Trader[]> {
    const made: Trader[] = [];
    for (const key of pseudonyms) {
      const [home, meter] = [walletKey(), walletKey()];
      const [coin] = (await mint(this.runner, [String(deposit)])) as [OwnCoin];
      const { notes } = await this.runner.submit(actors.user, 'wallet:deposit', {
        spend: spendOf(
          'wallet:deposit',
          [coin],
          [{ kind: 'note', trader: key.address, refundTo: home.address, amount: String(deposit) }],
        ),
      });
      made.push({ key, home, meter, meterId: `meter-${key.address.slice(0, 12)}`, note: notes[0]!.id });
    }
    const meters = made.map(({ key, meter, meterId }) => ({
      id: meterId,
      trader: key.address,
      publicKey: meter.publicKey,
    }));
    for (let from = 0; from < meters.length; from += 500) {
      const items = meters.slice(from, from + 500);
      await this.runner.submit(actors.operator, 'market:registerMeters', { leag, items });
    }
    return made;
  }

  place(orders: InputOf<'market:placeOrders'>['orders'], caller = actors.user) {
    return this.runner.submit(caller, 'market:placeOrders', { ...ofSlot, orders });
  }

  async fund(
    purpose: 'balancing' | 'gridFloat',
    amount: number,
    refundTo = purpose === 'balancing' ? desk.balancing : desk.grid,
  ) {
    const [coin] = (await mint(this.runner, [String(amount)])) as [OwnCoin];
    return this.runner.submit(actors.operator, 'market:fundSlot', {
      ...ofSlot,
      spend: spendOf(
        'market:fundSlot',
        [coin],
        [
          {
            kind: 'escrow',
            purpose,
            ref: [leag, slotName],
            refundTo: { kind: 'coin', owner: refundTo.address },
            amount: String(amount),
          },
        ],
      ),
    });
  }

  step(name: 'close' | 'clear' | 'void', caller = actors.recycler) {
    return this.runner.submit(caller, `market:${name}`, ofSlot);
  }

  settle(name: 'settle' | 'settleRest' = 'settle', caller = actors.recycler) {
    return this.runner.submit(caller, `market:${name}`, ofSlot);
  }

  /** Lets the organisations approve or refuse the clearing, as they do where there is no committee. */
  async judge(approve = true) {
    for (const caller of [
      delegates.producer,
      delegates.logistics,
      delegates.user,
      delegates.station,
      delegates.recycler,
    ]) {
      await this.runner.submit(caller, 'committee:judge', { slot: ofSlot, approve });
    }
    return this.runner.submit(actors.user, 'committee:advance', { slot: ofSlot });
  }

  read(readings: readonly ReturnType<typeof readingOf>[], caller = actors.station) {
    return this.runner.submit(caller, 'market:recordReadings', { ...ofSlot, items: [...readings] });
  }

  /** Changes the slot as time would. */
  async shift(facts: Partial<Slot>) {
    const { slot } = await this.runner.evaluate(actors.user, 'market:slot', ofSlot);
    this.runner.seed(keys.slot(leag, slotName), { ...slot, ...facts });
  }

  /** What an address holds in coins, and a pseudonym in deposits. */
  async holdings({ owner, trader }: { owner?: WalletKey; trader?: WalletKey }): Promise<number> {
    const { total } = await this.runner.evaluate(actors.user, 'wallet:statement', {
      owners: owner === undefined ? [] : [owner.address],
      traders: trader === undefined ? [] : [trader.address],
    });
    return Number(total);
  }
}

type OrderPayload = InputOf<'market:placeOrders'>['orders'][number]['payload'];

/** A signed order, with other facts as given. */
export function orderOf(trader: Trader, facts: Partial<OrderPayload>, by = trader.key) {
  const payload: OrderPayload = {
    ...header('market:placeOrders'),
    ...ofSlot,
    trader: trader.key.address,
    side: 'buy',
    quantity: 10_000,
    limit: 250_000,
    grid: false,
    sequence: 0,
    notes: [trader.note],
    ...facts,
  };
  return { payload, signature: signedBy(by, payload) };
}

/** The signed cancellation of an order, its notice, or the contest of its reading. */
export function signedFor(
  fn: 'market:cancelOrders' | 'market:giveNotice' | 'market:raiseDispute',
  trader: Trader,
  orderId: string,
  by = trader.key,
) {
  const payload = { ...header(fn), ...ofSlot, trader: trader.key.address, orderId };
  return { payload, signature: signedBy(by, payload) };
}

/** A reading of so much energy, signed by the trader's meter, with other facts as given. */
export function readingOf(
  trader: Trader,
  register: Reading['register'],
  energy: number,
  facts: Partial<Reading> = {},
  by = trader.meter,
) {
  const reading: Reading = {
    ...ofSlot,
    trader: trader.key.address,
    meter: trader.meterId,
    register,
    start: 1_000,
    end: 1_000 + energy,
    ...facts,
  };
  const { signature } = signedBy(by, { ...reading, ...testLedger, type: 'wattpass/reading/1' });
  return { reading, signature };
}

/** A departure in the middle of the delivery, signed by the trader's meter, with other facts as given. */
export function departureOf(trader: Trader, at: string, facts: Partial<Departure> = {}, by = trader.meter) {
  const departure: Departure = { ...ofSlot, trader: trader.key.address, meter: trader.meterId, at, ...facts };
  const { signature } = signedBy(by, { ...departure, ...testLedger, type: 'wattpass/departure/1' });
  return { departure, signature };
}
