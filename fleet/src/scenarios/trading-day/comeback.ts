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

/** So many barred vehicles are given a vote: one of them may find nobody to trade with in the hours that are left. */
const MOST = 3;

/** A barred vehicle on its way back. */
interface Candidate {
  readonly vehicle: TradingVehicle;
  readonly side: Offer['side'];
  readonly refused: Restoration['refused'];
  vote?: Pick<Restoration, 'proposalId' | 'restoredScore'>;
  tradedAgain?: Restoration['tradedAgain'];
}

/** The first barred vehicles that still have hours to trade in: refused, restored by the members' vote, trading again. */
export class Comeback {
  readonly #candidates: Candidate[] = [];

  /** Takes note of a refused order, if the vehicle will be plugged in again. */
  noteRefusal(scene: TradingScene, vehicle: TradingVehicle, slot: string, hour: number, error: ProblemError): void {
    const { calendar } = scene;
    const comes = Array.from({ length: Math.max(0, calendar.to - hour - 1) }, (_, later) => hour + 1 + later).some(
      (each) => calendar.isTraded(each) && vehicle.isPlugged(each),
    );
    const isNew = !this.#candidates.some((each) => each.vehicle === vehicle);
    if (isNew && comes && this.#candidates.length < MOST) {
      const side = error.problem.data?.['role'] === 'buyer' ? 'buy' : 'sell';
      this.#candidates.push({ vehicle, side, refused: { slot, code: error.code, rule: ruleOf(error) } });
    }
  }

  /** Lets the members vote before a slot in which a vehicle can trade. */
  async restoreIfDue(scene: TradingScene, { leag }: LeagDesk, hour: number): Promise<void> {
    const due = this.#candidates.filter(
      ({ vehicle, vote }) => vote === undefined && vehicle.facts.leag === leag && vehicle.isPlugged(hour),
    );
    for (const candidate of due) {
      if (this.restoration === null) {
        await restore(scene, candidate);
      }
    }
  }

  /** Takes note of what was filled; a trade in the role that was barred counts. */
  noteTrade(slot: string, contracts: readonly Contract[]): void {
    for (const candidate of this.#candidates.filter(({ vote, tradedAgain }) => vote && !tradedAgain)) {
      const contract = contracts.find(
        ({ vehicle, line }) => vehicle === candidate.vehicle && line.side === candidate.side,
      );
      if (contract !== undefined) {
        const { orderId, side, fill, grid } = contract.line;
        candidate.tradedAgain = { slot, orderId, side, wh: fill + grid };
      }
    }
  }

  /** The proof; null where one part of it is missing. */
  get restoration(): Restoration | null {
    for (const { vehicle, refused, vote, tradedAgain } of this.#candidates) {
      if (vote !== undefined && tradedAgain !== undefined) {
        const { pseudonym, facts } = vehicle;
        const { leag, behaviour } = facts;
        return { participant: pseudonym.address, leag, behaviour, refused, ...vote, tradedAgain };
      }
    }
    return null;
  }
}

async function restore({ desks, steps }: TradingScene, candidate: Candidate): Promise<void> {
  const { vehicle, side } = candidate;
  const participant = vehicle.pseudonym.address;
  const reason = 'its owner has had it repaired and vouches for it';
  const proposalId = await voteFor(desks, steps, 'restore a reputation', {
    kind: 'restoreReputation',
    participant,
    reason,
  });
  const { overall, trust } = await desks.operator.client.getReputation({ participant });
  candidate.vote = { proposalId, restoredScore: overall / MILLION };
  vehicle.forgive(trust.slotLimitWh ?? undefined, side);
}
