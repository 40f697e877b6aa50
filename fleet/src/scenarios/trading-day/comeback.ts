// SPDX-License-Identifier: Apache-2.0
import type { ProblemError } from '@wattpass/gateway-api/client';
import type { Contract } from './deliver-slot.js';
import { voteFor } from './found-market.js';
import type { LeagDesk } from './leag-desk.js';
import { ruleOf } from './refusal-log.js';
import type { TradingScene } from './scene.js';
import type { Restoration } from './trading-result.js';
import type { Offer, TradingVehicle } from './trading-vehicle.js';

const MILLION = 1_000_000;

/** The first barred vehicle that still has hours to trade in: refused, restored by the members' vote, trading again. */
export class Comeback {
  #vehicle: TradingVehicle | undefined;
  #refused: Restoration['refused'] | undefined;
  #side: Offer['side'] = 'sell';
  #vote: Pick<Restoration, 'proposalId' | 'restoredScore'> | undefined;
  #tradedAgain: Restoration['tradedAgain'] | undefined;

  /** Takes note of a refused order; the first vehicle that will be plugged in again is the one. */
  noteRefusal(scene: TradingScene, vehicle: TradingVehicle, slot: string, hour: number, error: ProblemError): void {
    const { calendar } = scene;
    const comes = Array.from({ length: Math.max(0, calendar.to - hour - 1) }, (_, later) => hour + 1 + later).some(
      (each) => calendar.isTraded(each) && vehicle.isPlugged(each),
    );
    if (this.#vehicle === undefined && comes) {
      this.#vehicle = vehicle;
      this.#refused = { slot, code: error.code, rule: ruleOf(error) };
      this.#side = error.problem.data?.['role'] === 'buyer' ? 'buy' : 'sell';
    }
  }

  /** Lets the members vote before a slot in which the vehicle can trade. */
  async restoreIfDue({ desks, steps }: TradingScene, { leag }: LeagDesk, hour: number): Promise<void> {
    const vehicle = this.#vehicle;
    if (vehicle === undefined || this.#vote !== undefined || vehicle.facts.leag !== leag || !vehicle.isPlugged(hour)) {
      return;
    }
    const participant = vehicle.pseudonym.address;
    const reason = 'its owner has had it repaired and vouches for it';
    const proposalId = await voteFor(desks, steps, 'restore a reputation', {
      kind: 'restoreReputation',
      participant,
      reason,
    });
    const { overall, trust } = await desks.operator.client.getReputation({ participant });
    this.#vote = { proposalId, restoredScore: overall / MILLION };
    vehicle.forgive(trust.slotLimitWh ?? undefined, this.#side);
  }

  /** Takes note of what was filled; a trade in the role that was barred counts. */
  noteTrade(slot: string, contracts: readonly Contract[]): void {
    const contract = contracts.find(({ vehicle, line }) => vehicle === this.#vehicle && line.side === this.#side);
    if (this.#vote !== undefined && this.#tradedAgain === undefined && contract !== undefined) {
      const { orderId, side, fill, grid } = contract.line;
      this.#tradedAgain = { slot, orderId, side, wh: fill + grid };
    }
  }

  /** The proof; null where one part of it is missing. */
  get restoration(): Restoration | null {
    if (this.#vehicle === undefined || this.#refused === undefined || this.#vote === undefined) {
      return null;
    }
    const { pseudonym, facts } = this.#vehicle;
    const { leag, behaviour } = facts;
    const { address: participant } = pseudonym;
    return this.#tradedAgain === undefined
      ? null
      : { participant, leag, behaviour, refused: this.#refused, ...this.#vote, tradedAgain: this.#tradedAgain };
  }
}
