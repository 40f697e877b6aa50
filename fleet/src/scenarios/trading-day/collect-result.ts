// SPDX-License-Identifier: Apache-2.0
import type { AnswerOf } from '@wattpass/gateway-api/client';
import { allItems } from '../../rest/pages.js';
import { behaviours } from './behaviours.js';
import type { Comeback } from './comeback.js';
import type { LeagDesk } from './leag-desk.js';
import { replayed, type ScoreTerms } from './replayed-score.js';
import type { TradingScene } from './scene.js';
import type { TradedReputation, TradedSlot, TradingResult } from './trading-result.js';
import type { TradingVehicle } from './trading-vehicle.js';

type SlotView = AnswerOf<'getSlot'>;

/** Reads from the ledger what came of a run. */
export async function collectResult(
  scene: TradingScene,
  desks: readonly LeagDesk[],
  comeback: Comeback,
): Promise<TradingResult> {
  const { client } = scene.desks.operator;
  const { issued, redeemed, supply } = await client.getSupply();
  const terms = await scoreTerms(scene);
  const slots: TradedSlot[] = [];
  const reputation: TradedReputation[] = [];
  for (const desk of desks) {
    slots.push(...(await slotsOf(scene, desk)));
    for (const vehicle of desk.vehicles) {
      reputation.push(await reputationOf(scene, vehicle, terms));
    }
  }
  const vehicles = desks.flatMap((desk) => desk.vehicles);
  return {
    market: { slots },
    wallet: { issued: whole(issued), redeemed: whole(redeemed), supply: whole(supply) },
    reputation,
    refusals: scene.refusals.refusals,
    restoration: comeback.restoration,
    sessions: scene.stays?.report ?? null,
    prices: scene.prices.report,
    missedDepartures: vehicles.reduce((sum, { missedDepartures }) => sum + missedDepartures, 0),
    steps: scene.steps.steps,
  };
}

async function slotsOf({ desks }: TradingScene, { leag }: LeagDesk): Promise<TradedSlot[]> {
  const { client } = desks.operator;
  const slots = await allItems((page) => client.listSlots({ leag, ...page }));
  const traded: TradedSlot[] = [];
  for (const { slot } of slots) {
    traded.push(tradedSlot(await client.getSlot({ leag, slot })));
  }
  return traded;
}

/** A slot as the report has it; of a void one nothing was traded, whatever its clearing said. */
export function tradedSlot({ slot, cleared }: SlotView): TradedSlot {
  const { leag, slot: name, state, voided, mechanism, floor, ceiling } = slot;
  const result = state === 'VOID' ? undefined : cleared?.result;
  const of = (part: (result: NonNullable<typeof cleared>['result']) => number): number =>
    result === undefined ? 0 : part(result);
  return {
    leag,
    slot: name,
    status: state,
    reason: voided?.reason ?? null,
    mechanism: mechanism.kind,
    price: result?.price ?? null,
    floor,
    ceiling,
    orders: of(({ orders }) => orders),
    boughtWh: of(({ boughtWh, gridBoughtWh }) => boughtWh + gridBoughtWh),
    soldWh: of(({ soldWh, gridSoldWh }) => soldWh + gridSoldWh),
    gridWh: of(({ gridBoughtWh, gridSoldWh }) => gridBoughtWh + gridSoldWh),
    paid: of(({ paid, gridPaid }) => whole(paid) + whole(gridPaid)),
    received: of(({ received, gridReceived }) => whole(received) + whole(gridReceived)),
    fees: of(({ fees, surplus }) => whole(fees) + whole(surplus)),
  };
}

async function reputationOf(
  { desks, calendar }: TradingScene,
  vehicle: TradingVehicle,
  terms: ScoreTerms,
): Promise<TradedReputation> {
  const { client } = desks.operator;
  const { pseudonym, facts, failures } = vehicle;
  const { address: participant } = pseudonym;
  const { changes } = await client.listScoreChanges({ participant });
  const score = replayed(changes, terms);
  const first = calendar.slotOf(calendar.from).slot;
  const excused = changes.filter(({ reason, slot }) => reason === 'excused' && slot && slot.slot >= first).length;
  return {
    participant,
    leag: facts.leag,
    honest: facts.behaviour === 'honest',
    behaviour: facts.behaviour,
    statedReason: behaviours[facts.behaviour],
    unannouncedFailures: failures.unannounced,
    announcedFailures: failures.announced,
    announcedWithoutToken: failures.announced - excused,
    ...score,
  };
}

/** Where scores start and below which they bar, as voted last. */
async function scoreTerms({ desks }: TradingScene): Promise<ScoreTerms> {
  const { versions } = await desks.operator.client.getRuleParameters();
  const rules = versions.at(-1)?.parameters;
  if (rules === undefined) {
    throw new Error('the consortium has no rules');
  }
  return { start: rules.reputationStart, minimum: rules.reputationMinimum };
}

/** @throws RangeError for more than a number holds to the unit */
function whole(amount: string): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`${amount} is no safe integer`);
  }
  return number;
}
