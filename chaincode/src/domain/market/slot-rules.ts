// SPDX-License-Identifier: Apache-2.0

import type { Conclusion } from '../committee/slot-committee.js';
import { DomainError } from '../errors.js';
import { compareInstants, millisecondsOf, secondsAfter } from '../instant.js';
import { highestImbalancePrice } from '../wallet/lock-rules.js';
import type { MarketParameters } from './market-parameters.js';
import type { StoredReading } from './meter.js';
import { checkLines, linesIn } from './regional/regional-slot-rules.js';
import type { FillLine } from './slot-result.js';
import type { Slot, SlotPlan, SlotState } from './slot.js';

/**
 * Checks a plan.
 * @throws DomainError RULE_VIOLATION: gridPrices (0 <= exportPrice <= floor <= ceiling <= importPrice <= the ceiling
 * times the factor voted), postedPrice, lines, regionalSlot, deadlines, deliveryEnd
 */
export function checkPlan(plan: SlotPlan, rules: MarketParameters, now: string): void {
  checkPrices(plan, rules);
  checkLines(linesIn(plan.mechanism));
  if (plan.sealed && plan.mechanism.kind === 'regional') {
    throw broken('regionalSlot', '/sealed: a regional slot takes no orders of its own');
  }
  if (compareInstants(plan.slot, plan.deliveryEnd) >= 0) {
    throw broken('deliveryEnd', `/deliveryEnd: lies after ${plan.slot}`);
  }
  checkDeadlines(plan, rules, now);
}

function checkDeadlines(plan: SlotPlan, rules: MarketParameters, now: string): void {
  if (compareInstants(plan.closeFrom, plan.closeBy) > 0) {
    throw broken('deadlines', '/closeFrom: not after closeBy');
  }
  const reveal = plan.sealed ? rules.revealSeconds : 0;
  const steps = [now, plan.closeBy, plan.clearBy, plan.deliverFrom, plan.readBy].map(millisecondsOf);
  const names = ['now', 'closeBy', 'clearBy', 'deliverFrom', 'readBy'];
  for (const [index, at] of steps.entries()) {
    const before = steps[index - 1];
    const gap = rules.deadlineGapSeconds + (names[index] === 'clearBy' ? reveal : 0);
    if (before !== undefined && at < before + gap * 1000) {
      throw broken('deadlines', `/${names[index] ?? ''}: at least ${gap} seconds after ${names[index - 1] ?? ''}`);
    }
  }
}

function checkPrices(plan: SlotPlan, { imbalanceFactor }: MarketParameters): void {
  const { floor, ceiling, importPrice, exportPrice, buyFee, sellFee, mechanism } = plan;
  const inOrder = exportPrice <= floor && floor <= ceiling && ceiling <= importPrice;
  if (!inOrder || BigInt(importPrice) > highestImbalancePrice({ ceiling, imbalanceFactor })) {
    const most = `${imbalanceFactor} millionths of the ceiling`;
    throw broken('gridPrices', `exportPrice <= floor <= ceiling <= importPrice <= ${most}`);
  }
  if (mechanism.kind === 'posted' && (mechanism.price < floor + sellFee || mechanism.price > ceiling - buyFee)) {
    throw broken('postedPrice', '/mechanism/price: from floor plus seller fee to ceiling less buyer fee');
  }
}

/** @throws DomainError ILLEGAL_STATUS naming the states in which this can be done */
export function requireState(slot: Slot, legal: readonly SlotState[]): void {
  if (!legal.includes(slot.state)) {
    throw new DomainError('ILLEGAL_STATUS', `slot ${slot.leag} ${slot.slot} is ${slot.state}`, {
      status: slot.state,
      legal: [...legal],
    });
  }
}

/**
 * Checks that the slot takes orders of this kind now.
 * @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION: sealedSlot, gateClosed
 */
export function requireOrdering(slot: Slot, now: string, { sealed }: { readonly sealed: boolean }): void {
  requireState(slot, ['OPEN']);
  if (slot.sealed !== sealed) {
    throw broken('sealedSlot', `the slot takes ${slot.sealed ? 'sealed' : 'open'} orders`);
  }
  if (compareInstants(now, slot.closeBy) >= 0) {
    throw broken('gateClosed', `the gate closed at ${slot.closeBy}`);
  }
}

/** The slot behind its gate. @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION (`gateOpen`) before its time */
export function closed(slot: Slot, now: string): Slot {
  requireState(slot, ['OPEN']);
  if (compareInstants(now, slot.closeFrom) < 0) {
    throw broken('gateOpen', `the gate stays open until ${slot.closeFrom}`);
  }
  return { ...slot, state: slot.sealed ? 'REVEALING' : 'CLOSED', closedAt: now };
}

/** Until when sealed orders can be opened. */
export function revealBy(slot: Slot): string {
  return secondsAfter(slot.closedAt ?? slot.closeBy, slot.rules.revealSeconds);
}

/**
 * Checks that the slot can be cleared: sealed orders are all shown, or their time is over.
 * @param hidden how many have not been shown.
 * @throws DomainError ILLEGAL_STATUS, RULE_VIOLATION (`revealing`)
 */
export function requireClearing(slot: Slot, hidden: number, now: string): void {
  requireState(slot, ['CLOSED', 'REVEALING']);
  if (hidden > 0 && compareInstants(now, revealBy(slot)) < 0) {
    throw broken('revealing', `sealed orders can be opened until ${revealBy(slot)}`);
  }
}

/**
 * Checks that the orders of a slot can be settled: no reading is missing that may still come, and all have been there for as
 * long as they can be looked at.
 * @throws DomainError RULE_VIOLATION: readingsOpen, reviewing
 */
export function requireReadings(
  slot: Slot,
  lines: readonly FillLine[],
  readings: ReadonlyMap<string, StoredReading>,
  now: string,
): void {
  const missing = lines.filter(({ trader }) => !readings.has(trader)).length;
  if (missing > 0 && compareInstants(now, slot.readBy) < 0) {
    throw new DomainError('RULE_VIOLATION', `${missing} readings can still come until ${slot.readBy}`, {
      rule: 'readingsOpen',
      missing,
      until: slot.readBy,
    });
  }
  const fresh = [...readings.values()].find((reading) => underReview(slot, reading, now));
  if (fresh !== undefined) {
    const until = secondsAfter(fresh.at, slot.rules.reviewSeconds);
    throw new DomainError('RULE_VIOLATION', `readings can be contested until ${until}`, { rule: 'reviewing', until });
  }
}

/**
 * Whether a reading has not been there for as long as it can be looked at. Where nothing is to be waited for, a settlement
 * whose clock lies behind that of the reading waits for nothing either.
 */
export function underReview({ rules: { reviewSeconds } }: Slot, { at }: StoredReading, now: string): boolean {
  return reviewSeconds > 0 && compareInstants(now, secondsAfter(at, reviewSeconds)) < 0;
}

/** Until when a substituted reading of a settled slot can be replaced. */
export function disputeUntil(slot: Slot): string {
  return secondsAfter(slot.settledAt ?? slot.readBy, slot.rules.disputeWindowSeconds);
}

/** When the escrows of a slot run out: long after everything that could still be settled. */
export function escrowDeadline({ readBy, rules }: Slot): string {
  return secondsAfter(readBy, rules.escrowSeconds);
}

/**
 * Whether anybody may void the slot because a deadline has passed, and the reason.
 * @returns undefined where nothing is overdue.
 */
export function overdue(slot: Slot, now: string): string | undefined {
  const passed = (deadline: string): boolean => compareInstants(now, deadline) >= 0;
  switch (slot.state) {
    case 'OPEN':
    case 'CLOSED':
    case 'REVEALING':
      return passed(slot.clearBy) ? `not cleared by ${slot.clearBy}` : undefined;
    default:
      return undefined;
  }
}

/**
 * Why a cleared slot ends in vain: its committee or the organisations refused the result, nobody concluded before delivery,
 * or nobody settled it.
 * @param conclusion how its attestation ended; undefined while it has not.
 * @returns undefined where it may still be settled.
 */
export function failed(slot: Slot, conclusion: Conclusion | undefined, now: string): string | undefined {
  if (conclusion === undefined) {
    return compareInstants(now, slot.deliverFrom) >= 0 ? `not attested by ${slot.deliverFrom}` : undefined;
  }
  if (conclusion === 'rejected' || conclusion === 'expired') {
    return `attestation ${conclusion}`;
  }
  const until = secondsAfter(slot.readBy, slot.rules.settleSeconds);
  return compareInstants(now, until) >= 0 ? `not settled by ${until}` : undefined;
}

function broken(rule: string, detail: string): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule });
}
