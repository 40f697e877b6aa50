// SPDX-License-Identifier: Apache-2.0
import {
  CHARGE,
  DISCHARGE,
  IDLE,
  pricesBetween,
  randomStream,
  shielded,
  situationAt,
  type ChargeAction,
  type ChargeSession,
  type ChargeVehicle,
  type PriceSeries,
  type RandomStream,
  type Stay,
} from '@wattpass/fl-aggregator';
import type { PrivateKeyJwk } from '@wattpass/gateway-api/client';
import { EnergyMeter, type KeptMeter, type RegisterSpan } from '../../devices/energy-meter.js';
import { TractionBattery } from '../../devices/traction-battery.js';
import { TradingPseudonym, type OrderTerms } from '../../devices/trading-pseudonym.js';
import { Wallet } from '../../devices/wallet.js';
import { deliveredShare, stillTrades, tradesInRing, type Behaviour } from './behaviours.js';
import { dayOf } from './calendar.js';
import type { GridPrices } from './slot-terms.js';
import type { TradingPolicy } from './trading-policy.js';
import type { VehicleLife } from './vehicle-stays.js';

/** What a vehicle offers in a slot. */
export type Offer = Pick<OrderTerms, 'side' | 'quantity' | 'limit' | 'grid'>;

/** What was contracted, and what of it the meter is to count. */
export interface Delivery {
  readonly side: Offer['side'];
  readonly contractedWh: number;
  /** A shortfall that is announced, one that is not, or none. */
  readonly failure: 'announced' | 'unannounced' | undefined;
  readonly plannedWh: number;
}

/** Who a vehicle is and how it lives. */
export interface VehicleFacts {
  readonly number: number;
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly leag: string;
  readonly life: VehicleLife;
  readonly prices: PriceSeries;
  readonly policy: TradingPolicy;
  /** Of an honest one's sales, how many fail; half of them announced. */
  readonly failureRate: number;
  readonly seed: number;
  /** What was kept of it, where it is not new. */
  readonly kept?: KeptVehicle | undefined;
}

/** A vehicle as it is kept over a restart. */
export interface KeptVehicle {
  readonly name: string;
  readonly number: number;
  readonly behaviour: Behaviour;
  readonly leag: string;
  readonly pseudonym: PrivateKeyJwk;
  readonly wallet: readonly PrivateKeyJwk[];
  readonly meter: KeptMeter;
  readonly nullifier: string;
  readonly energyWh: number;
  readonly trades: number;
  readonly barred: boolean;
  readonly restored: boolean;
}

/** Less is not traded, Wh. */
const LEAST_ORDER_WH = 500;
const TOLERANCE_WH = 100;
const TOLERANCE_SHARE = 0.05;

/** A stay that goes on, with what was decided at arrival. */
interface Visit {
  readonly session: ChargeSession;
  readonly stay: Stay;
  readonly requiredWh: number;
  readonly decide: ReturnType<TradingPolicy>;
}

/**
 * A vehicle that lives through the hours of a run: drives, plugs in, decides, offers, delivers or takes energy, leaves. What
 * it trades never stands between it and its departure: the shield overrules every wish, and what the market does not sell it
 * is charged all the same, as any charging session is, outside of the market.
 */
export class TradingVehicle {
  readonly pseudonym: TradingPseudonym;
  readonly wallet: Wallet;
  readonly meter: EnergyMeter;
  readonly battery: TractionBattery;
  /** By what the ledger knows it as an enrolled vehicle. */
  nullifier: string;
  /** Ids of its deposits, the largest first. */
  notes: string[] = [];
  /** The most it may order in a slot; undefined where nothing limits it. */
  slotLimitWh: number | undefined;
  /** The role that the market has barred it from. */
  barred: boolean;
  /** After the members restored it, a vehicle behaves. */
  restored: boolean;
  /** What decides, from its next arrival on. */
  policy: TradingPolicy;
  missedDepartures = 0;
  readonly failures = { announced: 0, unannounced: 0 };
  readonly #random: RandomStream;
  readonly #eagerness: number;
  readonly #inWh: ChargeVehicle;
  #visit: Visit | undefined;
  #nextStay = 0;
  #mustCharge = false;
  #maySell = false;
  #trades: number;
  #restingOn: string | undefined;
  #proves: Offer['side'] | undefined;

  constructor(readonly facts: VehicleFacts) {
    const { life, kept, policy, name } = facts;
    const { vehicle } = life;
    this.policy = policy;
    this.pseudonym = new TradingPseudonym(kept?.pseudonym);
    this.wallet = new Wallet(kept?.wallet);
    this.meter = new EnergyMeter(name, kept?.meter);
    this.battery = new TractionBattery(vehicle, kept?.energyWh ?? vehicle.targetKwh * 1000);
    const { nullifier, barred, restored, trades } = kept ?? unknown;
    this.nullifier = nullifier;
    this.barred = barred;
    this.restored = restored;
    this.#trades = trades;
    this.#random = randomStream(facts.seed, 2, facts.number);
    this.#eagerness = this.#random.uniform();
    this.#inWh = inWattHours(vehicle);
  }

  /** What a later run needs to go on. */
  keep(): KeptVehicle {
    const { facts, pseudonym, wallet, meter, battery, nullifier, barred, restored } = this;
    const { name, number, behaviour, leag } = facts;
    return {
      ...{ name, number, behaviour, leag, nullifier, barred, restored, trades: this.#trades },
      pseudonym: pseudonym.keep(),
      wallet: wallet.keep(),
      meter: meter.keep(),
      energyWh: battery.energyWh,
    };
  }

  /** How it behaves now. */
  get behaviour(): Behaviour {
    return this.restored ? 'honest' : this.facts.behaviour;
  }

  /** Whether it is plugged in during an hour, of those still to come. */
  isPlugged(hour: number): boolean {
    return this.facts.life.sessions.some(({ arrival, departure }) => arrival <= hour && hour < departure);
  }

  /** Begins an hour: departs, arrives, or stays. Hours come in order. */
  beginHour(hour: number): void {
    if (this.#visit !== undefined && this.#visit.session.departure <= hour) {
      this.missedDepartures += this.battery.energyWh < this.#visit.requiredWh ? 1 : 0;
      this.#visit = undefined;
    }
    const next = this.facts.life.sessions[this.#nextStay];
    if (this.#visit === undefined && next !== undefined && next.arrival <= hour) {
      this.#nextStay += 1;
      this.#visit = this.#arrive(next);
    }
    const visit = this.#visit;
    this.#mustCharge = visit !== undefined && this.#shielded(visit, hour, IDLE) === CHARGE;
    this.#maySell = visit !== undefined && this.#shielded(visit, hour, DISCHARGE) === DISCHARGE;
  }

  /** What it offers in an hour; undefined where it stays idle, is away or may not trade. */
  offer(hour: number, grid: GridPrices): Offer | undefined {
    const visit = this.#visit;
    if (visit === undefined || this.barred || this.#restingOn === dayOf(hour)) {
      return undefined;
    }
    return this.behaviour === 'honest' ? this.#honestOffer(visit, hour, grid) : this.#falseOffer(hour, grid);
  }

  /** Learns that its order was refused: by which rule, and how much it may order. */
  orderRefused(rule: string | null, limitWh: unknown): void {
    this.barred ||= rule === 'barred';
    this.slotLimitWh = typeof limitWh === 'number' ? limitWh : this.slotLimitWh;
  }

  /**
   * Learns that the members let it trade again, and how much. It behaves from now on, and takes the first chance to trade in
   * the role that it was barred from.
   */
  forgive(slotLimitWh: number | undefined, side: Offer['side']): void {
    this.#proves = side;
    this.slotLimitWh = slotLimitWh;
    this.barred = false;
    this.restored = true;
  }

  /** Decides on a contract before delivery begins. */
  prepare(hour: number, side: Offer['side'], contractedWh: number): Delivery {
    this.#trades += 1;
    const proves = this.#proves === side;
    this.#proves = proves ? undefined : this.#proves;
    const whole: Delivery = { side, contractedWh, failure: undefined, plannedWh: contractedWh };
    if (side === 'buy' || proves) {
      return whole;
    }
    if (this.behaviour !== 'honest') {
      return { ...whole, plannedWh: Math.floor(contractedWh * deliveredShare(this.behaviour, this.#trades - 1)) };
    }
    return this.#fails(hour, whole) ?? whole;
  }

  /** Lives through an hour's delivery; gives the register that the contract is measured at. */
  deliver(contract: Delivery | undefined): RegisterSpan | undefined {
    const sold = contract?.side === 'sell' ? this.#give(contract) : undefined;
    const bought = this.#take(contract);
    return contract === undefined ? undefined : (sold ?? bought);
  }

  /** A sale of an honest vehicle that falls short for once, or undefined. */
  #fails(hour: number, whole: Delivery): Delivery | undefined {
    const { contractedWh } = whole;
    if (this.#random.uniform() >= this.facts.failureRate) {
      return undefined;
    }
    const plannedWh = Math.floor(contractedWh * this.#random.uniform() * 0.6);
    if (contractedWh - plannedWh <= Math.max(TOLERANCE_WH, contractedWh * TOLERANCE_SHARE)) {
      return undefined;
    }
    const failure = this.#random.uniform() < 0.5 ? 'announced' : 'unannounced';
    this.failures[failure] += 1;
    this.#restingOn = dayOf(hour); // a driver whose car failed has it looked at before it sells again
    return { ...whole, plannedWh, failure };
  }

  /** Delivers in an hour of an earlier run that was cut short: its battery was not kept as it was then, its contract was. */
  deliverMissed({ side, plannedWh }: Delivery): RegisterSpan {
    return this.meter.count(side === 'buy' ? 'import' : 'export', plannedWh);
  }

  #arrive(session: ChargeSession): Visit {
    const { life, prices } = this.facts;
    const { vehicle } = life;
    const known = pricesBetween(prices, session.arrival, session.departure) ?? new Float64Array();
    this.battery.drive(session.drivenKwh * 1000);
    const reachable = this.battery.energyWh + this.#inWh.powerKwh * known.length;
    const requiredWh = Math.min(this.#inWh.targetKwh, reachable);
    const stay = {
      session,
      prices: known,
      arrivalEnergy: this.battery.energyWh / 1000,
      required: requiredWh / 1000,
    };
    return { session, stay, requiredWh, decide: this.policy(vehicle, stay) };
  }

  #shielded({ session, requiredWh }: Visit, hour: number, wanted: ChargeAction): ChargeAction {
    return shielded(this.#inWh, this.battery.energyWh, requiredWh, session.departure - hour - 1, wanted);
  }

  #honestOffer(visit: Visit, hour: number, grid: GridPrices): Offer | undefined {
    const situation = situationAt(visit.stay, hour - visit.session.arrival, this.battery.energyWh / 1000);
    const sells = this.#proves === 'sell' && this.#maySell && this.battery.mostSoldWh >= LEAST_ORDER_WH;
    const wanted = sells ? DISCHARGE : this.#proves === 'buy' ? CHARGE : visit.decide(situation);
    const action = this.#mustCharge ? CHARGE : this.#shielded(visit, hour, wanted);
    const eager = this.#mustCharge || this.restored ? 1 : this.#eagerness;
    switch (action) {
      case CHARGE:
        return this.#order('buy', this.battery.mostBoughtWh, grid, eager);
      case DISCHARGE:
        return this.#order('sell', this.battery.mostSoldWh, grid, eager);
      default:
        return undefined;
    }
  }

  #falseOffer(hour: number, grid: GridPrices): Offer | undefined {
    if (!stillTrades(this.behaviour, this.#trades)) {
      return undefined;
    }
    const inRing = tradesInRing(this.behaviour, this.#trades);
    if (inRing && (hour + this.facts.number) % 2 === 0 && this.battery.mostBoughtWh >= LEAST_ORDER_WH) {
      return this.#order('buy', this.battery.mostBoughtWh, grid, 1);
    }
    return this.#order('sell', inRing ? this.battery.mostSoldWh : Infinity, grid, 1);
  }

  /** The more eager, the nearer to what the grid offers; who is very eager deals with the grid where nobody else does. */
  #order(side: Offer['side'], mostWh: number, { floor, ceiling }: GridPrices, eagerness: number): Offer | undefined {
    const quantity = Math.min(mostWh, this.slotLimitWh ?? REGULAR_WH);
    if (quantity < LEAST_ORDER_WH) {
      return undefined;
    }
    const deals = eagerness > 0.7;
    const yields = deals ? 1 : 0.5 + 0.5 * eagerness;
    const span = Math.round((ceiling - floor) * yields);
    return { side, quantity, limit: side === 'buy' ? floor + span : ceiling - span, grid: deals };
  }

  #give({ plannedWh }: Delivery): RegisterSpan {
    return this.meter.count('export', this.#maySell ? this.battery.discharge(plannedWh) : 0);
  }

  #take(contract: Delivery | undefined): RegisterSpan {
    const contracted = contract?.side === 'buy' ? contract.plannedWh : 0;
    if (this.#mustCharge) {
      return this.meter.count('import', Math.max(this.battery.chargeFully(), contracted));
    }
    return this.meter.count('import', this.battery.charge(contracted));
  }
}

/** A vehicle that nobody knows yet. */
const unknown = { nullifier: '', barred: false, restored: false, trades: 0 } as const;

/** What a vehicle offers that nothing limits, Wh. */
const REGULAR_WH = 15_000;

/** The same vehicle with its energies in Wh: the shield's arithmetic holds in any unit, and is exact in whole ones. */
function inWattHours(vehicle: ChargeVehicle): ChargeVehicle {
  const { capacityKwh, powerKwh, reserveKwh, targetKwh } = vehicle;
  return {
    ...vehicle,
    capacityKwh: capacityKwh * 1000,
    powerKwh: powerKwh * 1000,
    reserveKwh: reserveKwh * 1000,
    targetKwh: targetKwh * 1000,
  };
}
