// SPDX-License-Identifier: Apache-2.0

import { compareInstants } from '../../domain/instant.js';
import { executionsOf } from '../../domain/market/executions.js';
import { Leag } from '../../domain/market/leag.js';
import { Notice, Order } from '../../domain/market/order.js';
import { Outcome } from '../../domain/market/outcome.js';
import { FillLine, type SlotResult } from '../../domain/market/slot-result.js';
import { disputeUntil, requireState } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { requireOpenEscrow } from '../../domain/wallet/escrow-rules.js';
import { Escrow } from '../../domain/wallet/escrow.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { listAll, load, save } from '../../ledger/repository.js';
import { closeSlotCommittee, requireAttested } from '../committee/slot.js';
import { applyExecutions } from '../reputation/write.js';
import type { Handler } from '../run.js';
import type { Session } from '../session.js';
import { Till } from '../wallet/till.js';
import { orderEvidence } from './order-evidence.js';
import { settleLate, settleOrder } from './settle-orders.js';
import { settleBalancing, settlePool } from './settle-pool.js';
import { announceSlots, clearedOf, places, saveSlot, slotOf, traderOf, viewOf } from './slot-records.js';

/** How many outcomes count in one transaction, or it would pass Fabric's limit of 8 MB: a reputation may take 6 kB. */
const MOST_SCORES = 1_000;

/** Above so many lines a settlement moves money alone, and leaves all scores to {@link settleRest}. */
const MOST_LINES_WITH_SCORES = 2_000;

/**
 * Settles an attested slot in one transaction: once all readings are in, or when their time is over. Orders without a
 * reading are traded like the others; what a late reading could still change stays locked.
 */
export const settle: Handler<'market:settle'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  if (slot.state === 'SETTLED') {
    return { ...(await viewOf(ledger, slot)), open: (await openOutcomes(session, slot)).length };
  }
  requireState(slot, ['CLEARED']);
  const { result, resultHash } = await clearedOf(ledger, name);
  const ref = { leag: slot.leag, slot: slot.slot };
  await requireAttested(ledger, ref, resultHash);
  const lines = await listAll(ledger, FillLine, keys.fills(slot.leag, slot.slot));
  const evidence = await orderEvidence(session, slot);
  evidence.requireReadings(lines);
  const outcomes = lines.map((line) => evidence.outcome(line, false));
  const open = outcomes.filter(({ final }) => !final).length;
  const leag = await load(ledger, Leag, keys.leag(slot.leag));
  const rules = await rulesOfVersion(ledger, slot.ruleVersion);
  const attesters = await closeSlotCommittee(ledger, { slot: ref, resultHash, fees: BigInt(result.fees), rules }, now);
  const till = await Till.open(session);
  const escrows = await escrowsOf(session, slot);
  for (const outcome of outcomes) {
    settleOrder(till, requireOpenEscrow(escrows.get(outcome.trader), places.order(slot, outcome.trader)), outcome);
  }
  await settlePool(ledger, till, leag, slot, result, attesters);
  await settleBalancing(ledger, till, leag, slot, outcomes, open);
  await till.close();
  const scores = lines.length > MOST_LINES_WITH_SCORES ? 0 : MOST_SCORES;
  const left = outcomes.length - (await saveOutcomes(session, slot, { fresh: outcomes, scores }, { lines, result }));
  const next: Slot = { ...slot, state: 'SETTLED', settledAt: now, ...(left === 0 && { finalAt: now }) };
  await saveSlot(ledger, next);
  announceSlots(session, 'market.slotSettled', [next]);
  return { ...(await viewOf(ledger, next)), open: left };
};

/**
 * Settles what was open for want of readings or rulings (what has one by now and, after the time for disputes, all the rest), and
 * lets count what did not fit in the settlement.
 */
export const settleRest: Handler<'market:settleRest'> = async (session, name) => {
  const { ledger, now } = session;
  const slot = await slotOf(ledger, name);
  requireState(slot, ['SETTLED']);
  const standing = await openOutcomes(session, slot);
  const lines = await listAll(ledger, FillLine, keys.fills(slot.leag, slot.slot));
  const settled = await settleLateOnes(session, slot, standing, lines);
  const ready = { fresh: settled, standing: standing.filter(({ final }) => final), scores: MOST_SCORES };
  if (ready.fresh.length + ready.standing.length === 0) {
    return { ...(await viewOf(ledger, slot)), open: standing.length };
  }
  const { result } = await clearedOf(ledger, name);
  const left = standing.length - (await saveOutcomes(session, slot, ready, { lines, result }));
  const next: Slot = left === 0 ? { ...slot, finalAt: now } : slot;
  if (left === 0) {
    await saveSlot(ledger, next);
  }
  announceSlots(session, 'market.slotSettled', [next]);
  return { ...(await viewOf(ledger, next)), open: left };
};

/** Moves the money of orders that were open for want of a reading or of a ruling, and gives what came of them. */
async function settleLateOnes(
  session: Session,
  slot: Slot,
  standing: readonly Outcome[],
  lines: readonly FillLine[],
): Promise<Outcome[]> {
  const { ledger, now } = session;
  const evidence = await orderEvidence(session, slot);
  const last = compareInstants(now, disputeUntil(slot)) >= 0;
  const traders = new Set(standing.filter(({ final }) => !final).map(({ trader }) => trader));
  const outcomes = lines
    .filter(({ trader }) => traders.has(trader))
    .map((line) => evidence.outcome(line, last))
    .filter(({ final }) => final);
  if (outcomes.length === 0) {
    return [];
  }
  const till = await Till.open(session);
  const escrows = await escrowsOf(session, slot);
  for (const outcome of outcomes) {
    const { trader, refundTo } = await load(ledger, Order, keys.order(slot.leag, slot.slot, outcome.trader));
    settleLate(till, escrows.get(trader), { kind: 'note', trader, refundTo }, outcome);
  }
  const leag = await load(ledger, Leag, keys.leag(slot.leag));
  await settleBalancing(ledger, till, leag, slot, outcomes, traders.size - outcomes.length);
  await till.close();
  return outcomes;
}

/**
 * Lets outcomes that are final count for reputations, as many as `scores`, and writes those and all that are `fresh`.
 * @returns how many counted.
 */
async function saveOutcomes(
  { ledger }: Session,
  slot: Slot,
  { fresh, standing = [], scores }: { fresh: readonly Outcome[]; standing?: readonly Outcome[]; scores: number },
  { lines, result }: { readonly lines: readonly FillLine[]; readonly result: SlotResult },
): Promise<number> {
  const scoring = [...standing, ...fresh].filter(({ final }) => final).slice(0, scores);
  const counted = new Set(scoring.map(({ trader }) => trader));
  for (const outcome of [...standing.filter(({ trader }) => counted.has(trader)), ...fresh]) {
    const scored = counted.has(outcome.trader);
    await save(ledger, keys.outcome(slot.leag, slot.slot, outcome.trader), { ...outcome, scored });
  }
  const notices = await listAll(ledger, Notice, keys.notices(slot.leag, slot.slot));
  const rules = await rulesOfVersion(ledger, slot.ruleVersion);
  const ref = { leag: slot.leag, slot: slot.slot };
  const executions = executionsOf(scoring, lines, result, notices);
  await applyExecutions(ledger, { slot: ref, deliveryEnd: slot.deliveryEnd, rules }, executions);
  return scoring.length;
}

/** What a late reading can still change, and what has not counted yet. */
async function openOutcomes({ ledger }: Session, { leag, slot }: Slot): Promise<Outcome[]> {
  const outcomes = await listAll(ledger, Outcome, keys.outcomes(leag, slot));
  return outcomes.filter(({ final, scored }) => !final || !scored);
}

async function escrowsOf({ ledger }: Session, { leag, slot }: Slot): Promise<Map<string, Escrow>> {
  const escrows = await listAll(ledger, Escrow, keys.escrow('order', leag, slot));
  return new Map(escrows.map((escrow) => [traderOf(escrow), escrow]));
}
