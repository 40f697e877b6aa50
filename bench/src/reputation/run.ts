// SPDX-License-Identifier: Apache-2.0
import { poolPairs, type PoolFill } from '@wattpass/chaincode/domain/reputation/pool-pairs.js';
import { randomOf, shuffled, type Random } from '../random.js';
import { scenario, type Attack } from './scenario.js';
import type { Fill, ScoreModel } from './score-model.js';

/** One run: an attack by so many of a hundred vehicles, for so many days. */
export interface Run {
  readonly attack: Attack;
  readonly share: number;
  readonly seed: number;
  readonly days: number;
}

/** What a run came to. Money in currency units per attacker, above what the mean honest vehicle earned. */
export interface RunResult {
  /** Where nothing but the score holds attackers back. */
  readonly profit: number;
  /** Where deposits pay for missing energy (rule 6). */
  readonly profitWithDeposits: number;
  /** The share of honest vehicles, and of attackers, that were ever excluded from selling. */
  readonly honestExcluded: number;
  readonly attackersExcluded: number;
  /** The median of attackers' sales until the first exclusion; of those that were excluded; NaN where none was. */
  readonly sales: number;
}

interface Vehicle {
  readonly attacker: boolean;
  readonly names: number[];
  sold: number;
  deliveredWh: number;
  undeliveredWh: number;
  salesToExclusion: number;
}

interface Order {
  readonly vehicle: Vehicle;
  readonly name: number;
  readonly wh: number;
}

const START = Date.UTC(2026, 0, 5) / 1000;
const HOUR = 3_600;

/** Runs one attack against one model. The same seed gives every model the same vehicles and the same wishes to trade. */
export function simulate({ attack, share, seed, days }: Run, model: ScoreModel): RunResult {
  const random = randomOf(seed * 7_919 + share);
  const attackers = Math.round((scenario.vehicles * share) / 100);
  // the last ones attack, so that EigenTrust's pre-trusted are honest
  const vehicles = Array.from({ length: scenario.vehicles }, (_, index) => {
    const attacker = index >= scenario.vehicles - attackers;
    const several = attacker && model.freeNames && (attack === 'Sybil' || attack === 'false name');
    const names = Array.from({ length: several ? scenario.names : 1 }, () => model.join(START));
    return { attacker, names, sold: 0, deliveredWh: 0, undeliveredWh: 0, salesToExclusion: Infinity };
  });
  const market = new Market(vehicles, attack, model);
  for (let day = 0; day < days; day += 1) {
    const midnight = START + day * 24 * HOUR;
    // a stream of its own for every day, so that models that draw differently do not drift apart
    market.day(midnight, randomOf(Math.floor(random() * 2 ** 32)));
  }
  return resultOf(vehicles);
}

class Market {
  readonly #owner = new Map<number, Vehicle>();

  constructor(
    private readonly vehicles: readonly Vehicle[],
    private readonly attack: Attack,
    private readonly model: ScoreModel,
  ) {
    for (const vehicle of vehicles) {
      vehicle.names.forEach((name) => this.#owner.set(name, vehicle));
    }
  }

  /** The slots of a day, those of the night first. */
  day(midnight: number, random: Random): void {
    if (this.attack === 'self-trade' || this.attack === 'collusion') {
      this.#nights(midnight, random);
    }
    for (const hour of scenario.dayHours) {
      const wishes = this.vehicles.map(() => [random(), random(), random()] as const);
      this.#slot(midnight + (hour + 1) * HOUR, this.#orders(wishes), random);
      this.#noteExclusions(midnight + (hour + 1) * HOUR);
    }
    if (this.attack === 'Sybil') {
      this.#vouchForEachOther();
    }
    this.model.endDay();
  }

  #orders(wishes: readonly (readonly [number, number, number])[]): { sells: Order[]; buys: Order[] } {
    const sells: Order[] = [];
    const buys: Order[] = [];
    for (const [index, vehicle] of this.vehicles.entries()) {
      const [takesPart, side, size] = wishes[index] ?? [1, 0, 0];
      if (takesPart >= scenario.participation) {
        continue;
      }
      const wish = scenario.leastWh + Math.floor(size * (scenario.mostWh - scenario.leastWh));
      const selling = side < 0.5;
      for (const name of this.#namesFor(vehicle, selling)) {
        (selling ? sells : buys).push({ vehicle, name, wh: Math.min(wish, this.model.limitWh(name)) });
      }
    }
    return { sells, buys };
  }

  /** The names under which a vehicle trades now. */
  #namesFor({ names, attacker }: Vehicle, selling: boolean): number[] {
    const { model } = this;
    const allowed = names.filter((name) => (selling ? model.maySell(name) : model.mayBuy(name)));
    if (attacker && selling && this.attack === 'Sybil') {
      return allowed;
    }
    const best = [...allowed].sort((left, right) => model.standing(right) - model.standing(left));
    return best.slice(0, 1);
  }

  #slot(
    deliveryEnd: number,
    { sells, buys }: { sells: readonly Order[]; buys: readonly Order[] },
    random: Random,
  ): void {
    const total = Math.min(sumOf(sells), sumOf(buys));
    const sold = rationed(shuffled(sells, random), total);
    const bought = rationed(shuffled(buys, random), total);
    const delivers = new Map(sold.map(({ name, vehicle }) => [name, this.#delivers(vehicle, random())]));
    const sellers = sold.map(({ vehicle, name, wh }): Fill => {
      const meteredWh = delivers.get(name) === true ? wh : 0;
      vehicle.sold += 1;
      vehicle.deliveredWh += meteredWh;
      vehicle.undeliveredWh += wh - meteredWh;
      return { name, contractedWh: wh, meteredWh };
    });
    this.#settle(deliveryEnd, sellers, bought, random);
  }

  #settle(deliveryEnd: number, sellers: readonly Fill[], bought: readonly Order[], random: Random): void {
    const delivered = new Set(sellers.filter(({ meteredWh }) => meteredWh > 0).map(({ name }) => name));
    const tied = (name: number, energyWh: number): PoolFill => ({
      participant: String(name),
      energyWh,
      tieKey: Math.floor(random() * 2 ** 52)
        .toString(16)
        .padStart(13, '0'),
    });
    const exchanges = poolPairs(
      sellers.map(({ name, contractedWh }) => tied(name, contractedWh)),
      bought.map(({ name, wh }) => tied(name, wh)),
    ).map(({ seller, buyer, energyWh }) => ({
      seller: Number(seller),
      buyer: Number(buyer),
      energyWh,
      praised: this.#praises(Number(buyer), Number(seller), delivered.has(Number(seller))),
    }));
    const buyers = bought.map(({ name, wh }) => ({ name, contractedWh: wh, meteredWh: wh }));
    this.model.settle({ deliveryEnd, sellers, buyers, exchanges });
  }

  #delivers({ attacker, sold }: Vehicle, chance: number): boolean {
    if (!attacker || this.attack === 'slander') {
      return chance >= scenario.honestFailures;
    }
    switch (this.attack) {
      case 'half':
      case 'self-trade':
      case 'collusion':
        return chance >= 0.5;
      case 'on-off':
        return sold % 12 < 10;
      default:
        return false;
    }
  }

  #praises(buyer: number, seller: number, delivered: boolean): boolean {
    const slanders = this.attack === 'slander' && this.#owner.get(buyer)?.attacker === true;
    return slanders && this.#owner.get(seller)?.attacker !== true ? false : delivered;
  }

  /** Attackers trade among themselves: each with its other car, or all in one pool. */
  #nights(midnight: number, random: Random): void {
    const attackers = this.vehicles.filter(({ attacker }) => attacker);
    const size = this.attack === 'collusion' ? attackers.length : 2;
    for (const hour of scenario.nightHours) {
      for (let first = 0; first + 1 < attackers.length; first += size) {
        const group = shuffled(attackers.slice(first, first + size), random);
        const half = Math.floor(group.length / 2);
        const wh = Math.min(scenario.nightWh, ...group.map(({ names: [name = 0] }) => this.model.limitWh(name)));
        const orders = group.map((vehicle) => ({ vehicle, name: vehicle.names[0] ?? 0, wh }));
        const sells = orders.slice(0, half).filter(({ name }) => this.model.maySell(name));
        const buys = orders.slice(half).filter(({ name }) => this.model.mayBuy(name));
        const pairs = Math.min(sells.length, buys.length);
        const sellers = sells.slice(0, pairs).map(({ name }) => ({ name, contractedWh: wh, meteredWh: wh }));
        this.#settle(midnight + (hour + 1) * HOUR, sellers, buys.slice(0, pairs), random);
      }
    }
  }

  #vouchForEachOther(): void {
    for (const { names } of this.vehicles) {
      for (const from of names) {
        names
          .filter((to) => to !== from)
          .forEach((to) => {
            this.model.vouch(from, to);
          });
      }
    }
  }

  /** Notes who is excluded by now, and lets whitewashers come back. */
  #noteExclusions(at: number): void {
    for (const vehicle of this.vehicles) {
      const excluded = vehicle.names.every((name) => !this.model.maySell(name));
      if (!excluded) {
        continue;
      }
      vehicle.salesToExclusion = Math.min(vehicle.salesToExclusion, vehicle.sold);
      if (vehicle.attacker && this.attack === 'whitewash' && (this.model.freeNames || vehicle.names.length === 1)) {
        const name = this.model.join(at, vehicle.names.at(-1));
        vehicle.names.push(name);
        this.#owner.set(name, vehicle);
      }
    }
  }
}

function rationed(orders: readonly Order[], total: number): Order[] {
  let left = total;
  return orders.flatMap((order) => {
    const wh = Math.min(order.wh, left);
    left -= wh;
    return wh > 0 ? [{ ...order, wh }] : [];
  });
}

function resultOf(vehicles: readonly Vehicle[]): RunResult {
  const [attackers, honest] = [
    vehicles.filter(({ attacker }) => attacker),
    vehicles.filter(({ attacker }) => !attacker),
  ];
  const excluded = (group: readonly Vehicle[]): Vehicle[] =>
    group.filter(({ salesToExclusion }) => salesToExclusion !== Infinity);
  // per Wh: a sale earns price less floor, which the grid would have paid; a sale without energy earns the whole price
  const earned = (group: readonly Vehicle[], perMissing: number): number =>
    group.reduce(
      (sum, { deliveredWh, undeliveredWh }) =>
        sum + deliveredWh * (scenario.price - scenario.floor) + undeliveredWh * perMissing,
      0,
    ) /
    1e9 /
    group.length;
  const advantage = (perMissing: number): number => earned(attackers, perMissing) - earned(honest, perMissing);
  return {
    profit: advantage(scenario.price),
    profitWithDeposits: advantage(scenario.price - scenario.imbalance),
    honestExcluded: excluded(honest).length / honest.length,
    attackersExcluded: excluded(attackers).length / attackers.length,
    sales: medianOf(excluded(attackers).map(({ salesToExclusion }) => salesToExclusion)),
  };
}

function sumOf(orders: readonly Order[]): number {
  return orders.reduce((sum, { wh }) => sum + wh, 0);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
