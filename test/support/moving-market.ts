// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  implicitCollection,
  recordIdOf,
  type InputOf,
  type OutputOf,
  type Reputation,
  type SignedArrival,
} from '@wattpass/chaincode/domain';
import { actorIdOf, type Certified } from '@wattpass/chaincode/ledger/actor.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import type { Key } from '@wattpass/chaincode/ledger/ledger.js';
import { planOf } from '../contract/market/market-fixture.js';
import { actors } from './actors.js';
import { composeKey } from './committed-state.js';
import { consortiumOfSix } from './contract-runner.js';
import type { TestVehicle } from './vehicles.js';
import { header, signedBy, walletKey, type WalletKey } from './wallet-keys.js';

const DAY = 86_400_000;
const since = '2026-01-01T00:00:00.000Z';
const random = (bytes: number): string => randomBytes(bytes).toString('hex');

/** The LEAGs of these tests. */
export const leagNames = ['north', 'west', 'south'] as const;

/** See {@link leagNames}. */
export type LeagName = (typeof leagNames)[number];

/** Who runs which LEAG: north and west the operator, south the station. */
const operators: Readonly<Record<LeagName, Certified>> = {
  north: actors.operator,
  west: actors.operator,
  south: actors.station,
};

/** Who takes part in a rotation. */
export interface Parties {
  readonly stay?: readonly TestVehicle[];
  readonly leave?: readonly TestVehicle[];
  readonly arrive?: readonly TestVehicle[];
}

/** A rotation that is sealed and not yet submitted, and the names that it gives, by nullifier. */
export interface PlannedRotation {
  readonly input: InputOf<'trader:rotate'> & { readonly key: string };
  readonly next: ReadonlyMap<string, WalletKey>;
}

/** Vehicles, their keys and three LEAGs, on a ledger of its own; names can give way after a day. */
export class MovingMarket {
  readonly runner;
  /** The key behind each vehicle's present name, by nullifier. */
  readonly names = new Map<string, WalletKey>();
  /** What the links say besides their ends, by pseudonym. */
  readonly #links = new Map<string, { salt: string; previous?: string }>();
  #days = 0;
  #keys = 0;

  constructor(pseudonymBatch = 4) {
    this.runner = consortiumOfSix({ pseudonymBatch, pseudonymRotationDays: 1 });
    this.runner.clock = () => Date.now() + this.#days * DAY;
    for (const [id, { mspId }] of Object.entries(operators)) {
      const to = { feesTo: random(32), gridTo: random(32), balancingTo: random(32), commonFundTo: random(32) };
      this.runner.seed(keys.leag(id), { id, name: id, ...to, mspId, since });
    }
  }

  /** A market with vehicles of the north and of the south, whose names can give way. */
  static async settled(north: readonly TestVehicle[], south: readonly TestVehicle[]): Promise<MovingMarket> {
    const market = new MovingMarket();
    await market.settleIn('north', north);
    await market.settleIn('south', south);
    market.passDays();
    return market;
  }

  /** Lets time pass, until names can give way again. */
  passDays(days = 2): void {
    this.#days += days;
  }

  /** An instant an hour from now. */
  soon(): string {
    return new Date(this.runner.clock() + 3_600_000).toISOString();
  }

  /** A key for a request of its own. */
  newKey(): string {
    this.#keys += 1;
    return `request-${this.#keys}`;
  }

  /** The id of what a LEAG does under a key. */
  idOf(leag: LeagName, key: string): string {
    return recordIdOf(actorIdOf(this.by(leag)), key);
  }

  /** Who acts for a LEAG. */
  by(leag: LeagName): Certified {
    return operators[leag];
  }

  /** The key behind a vehicle's present name. */
  keyOf({ nullifier }: TestVehicle): WalletKey {
    return this.names.get(nullifier) ?? assert.fail('a vehicle without a name');
  }

  /** The address of a vehicle's present name. */
  nameOf(vehicle: TestVehicle): string {
    return this.keyOf(vehicle).address;
  }

  async enrol(leag: LeagName, vehicles: readonly TestVehicle[]) {
    const items = vehicles.map((vehicle) => vehicle.apply(leag));
    await this.runner.submit(this.by(leag), 'trader:sealVehicles', { leag }, { items });
    const nullifiers = vehicles.map(({ nullifier }) => nullifier).sort();
    return this.runner.submit(this.by(leag), 'trader:enrol', { leag, nullifiers });
  }

  /** Gives vehicles their first names. */
  async certify(leag: LeagName, vehicles: readonly TestVehicle[]) {
    const fresh = new Map(vehicles.map(({ nullifier }) => [nullifier, walletKey()]));
    await this.#link(leag, fresh, new Map());
    const pseudonyms = [...fresh.values()].map(({ address }) => address).sort();
    const answer = await this.runner.submit(this.by(leag), 'trader:certify', { leag, pseudonyms });
    this.#keep(fresh);
    return answer;
  }

  /** Enrols vehicles and gives them their first names. */
  async settleIn(leag: LeagName, vehicles: readonly TestVehicle[]): Promise<void> {
    await this.enrol(leag, vehicles);
    await this.certify(leag, vehicles);
  }

  /** Seals all that a rotation needs, and says how it would be submitted. */
  async plan(leag: LeagName, { stay = [], leave = [], arrive = [] }: Parties): Promise<PlannedRotation> {
    const key = this.newKey();
    const next = new Map([...stay, ...leave, ...arrive].map(({ nullifier }) => [nullifier, walletKey()]));
    const addressOf = ({ nullifier }: TestVehicle) => next.get(nullifier)?.address ?? '';
    await this.#link(leag, next, this.names);
    if (leave.length > 0) {
      const items = leave.map((vehicle) =>
        vehicle.askToLeave(leag, { notAfter: this.soon(), pseudonym: addressOf(vehicle) }),
      );
      await this.runner.submit(this.by(leag), 'trader:sealReleases', { leag, key }, { items });
    }
    const retired = [...stay, ...leave].map((vehicle) => this.nameOf(vehicle)).sort();
    const arrivals = arrive
      .map((vehicle) => this.arrival(leag, vehicle))
      .sort((a, b) => (a.payload.pseudonym < b.payload.pseudonym ? -1 : 1));
    const { groups } = await this.runner.evaluate(this.by(leag), 'trader:rotationOrder', {
      leag,
      retired: [...retired, ...arrivals.map(({ payload }) => payload.pseudonym)],
    });
    const follower = new Map(
      [...next].map(([nullifier, { address }]) => [this.names.get(nullifier)?.address, address]),
    );
    const certified = groups.flatMap((group) => group.map((name) => follower.get(name) ?? '').sort());
    const leaving = leave.map(addressOf).sort();
    const released = leave.map(({ nullifier }) => nullifier).sort();
    const commitments = certified.map(() => random(32)).sort();
    return { input: { key, leag, retired, arrivals, certified, leaving, released, commitments }, next };
  }

  /** Carries out a rotation. */
  async carryOut(
    { input, next }: PlannedRotation,
    changes: Partial<InputOf<'trader:rotate'>> = {},
  ): Promise<OutputOf<'trader:rotate'>> {
    const by = this.by(input.leag as LeagName);
    const rotation = await this.runner.submit(by, 'trader:rotate', { ...input, ...changes });
    this.#keep(next);
    return rotation;
  }

  /** A rotation from plan to end. */
  async rotate(leag: LeagName, parties: Parties): Promise<OutputOf<'trader:rotate'>> {
    return this.carryOut(await this.plan(leag, parties));
  }

  /** What a vehicle's name signs to arrive at a LEAG. */
  arrival(leag: string, vehicle: TestVehicle, key = this.keyOf(vehicle)): SignedArrival {
    const payload = { ...header('trader:rotate'), notAfter: this.soon(), leag, pseudonym: key.address };
    return { payload, signature: signedBy(key, payload) };
  }

  /** How a vehicle leaves without its LEAG's help. */
  leave(leag: LeagName, vehicle: TestVehicle, key = this.keyOf(vehicle)): InputOf<'trader:leave'> {
    const pseudonym = key.address;
    const payload = { ...header('trader:leave'), notAfter: this.soon(), leag, pseudonym };
    const { salt, previous } = this.#links.get(pseudonym) ?? assert.fail('no link');
    const link = { pseudonym, nullifier: vehicle.nullifier, salt, ...(previous !== undefined && { previous }) };
    return { payload, signature: signedBy(key, payload), link };
  }

  /** Lets vehicles without names go. */
  async release(leag: LeagName, vehicles: readonly TestVehicle[]): Promise<OutputOf<'trader:release'>> {
    const key = this.newKey();
    const items = vehicles.map((vehicle) => vehicle.askToLeave(leag, { notAfter: this.soon() }));
    await this.runner.submit(this.by(leag), 'trader:sealReleases', { leag, key }, { items });
    const nullifiers = vehicles.map(({ nullifier }) => nullifier).sort();
    return this.runner.submit(this.by(leag), 'trader:release', { key, leag, nullifiers });
  }

  /** Gives a vehicle's present name an order in a slot that is not settled. */
  openOrder(leag: LeagName, vehicle: TestVehicle, slot = '2026-11-22T08:00:00Z'): void {
    this.runner.seed(keys.slot(leag, slot), {
      ...planOf({ slot }),
      leag,
      state: 'CLEARED',
      ruleVersion: 1,
      plannedAt: since,
    });
    this.runner.seed(keys.order(leag, slot, this.nameOf(vehicle)), { any: 'order' });
  }

  /** Puts something under a private key without any contract, as an organisation that changed its own peer could. */
  sealPast(leag: LeagName, key: Key): void {
    const collection = implicitCollection(this.by(leag).mspId);
    const write = { collection, key: composeKey(key), value: Buffer.from(random(16)) };
    this.runner.state.commit([write], random(32), this.runner.now());
  }

  count(leag: LeagName) {
    return this.runner.evaluate(actors.user, 'trader:count', { leag });
  }

  status(pseudonym: string) {
    return this.runner.evaluate(actors.user, 'trader:get', { pseudonym });
  }

  /** The record under a public key. */
  stored(key: Key): unknown {
    return JSON.parse(Buffer.from(this.runner.state.get(composeKey(key))?.value ?? 'null').toString('utf8'));
  }

  reputation(vehicle: TestVehicle): Reputation {
    return this.stored(keys.reputation(this.nameOf(vehicle))) as Reputation;
  }

  /** Gives a vehicle's present name another score as a seller, as settlements would. */
  setScore(vehicle: TestVehicle, score: number): void {
    const reputation = this.reputation(vehicle);
    const seller = { ...reputation.seller, score };
    this.runner.seed(keys.reputation(reputation.participant), { ...reputation, seller });
  }

  async #link(
    leag: LeagName,
    next: ReadonlyMap<string, WalletKey>,
    previous: ReadonlyMap<string, WalletKey>,
  ): Promise<void> {
    const items = [...next].map(([nullifier, { address: pseudonym }]) => {
      const before = previous.get(nullifier)?.address;
      return { pseudonym, nullifier, salt: random(16), ...(before !== undefined && { previous: before }) };
    });
    await this.runner.submit(this.by(leag), 'trader:sealLinks', { leag }, { items });
    items.forEach(({ pseudonym, ...rest }) => this.#links.set(pseudonym, rest));
  }

  #keep(next: ReadonlyMap<string, WalletKey>): void {
    next.forEach((key, nullifier) => this.names.set(nullifier, key));
  }
}
