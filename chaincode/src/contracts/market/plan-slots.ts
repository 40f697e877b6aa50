// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { compareInstants } from '../../domain/instant.js';
import { marketParametersOf } from '../../domain/market/market-parameters.js';
import { RegionalLine } from '../../domain/market/regional/regional-line.js';
import { linesIn } from '../../domain/market/regional/regional-slot-rules.js';
import { checkPlan, requireState } from '../../domain/market/slot-rules.js';
import { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { ownLeag } from './leags.js';
import { announceSlots } from './slot-records.js';

/** Plans slots, all or none. A plan that has not opened gives way to a new one. */
export const planSlots: Handler<'market:planSlots'> = async (session, { leag, slots: plans }) => {
  const { ledger, now } = session;
  await ownLeag(session, leag);
  refuseRepeats(
    'slots',
    plans.map(({ slot }) => slot),
    'slot',
  );
  const slots: Slot[] = [];
  for (const [index, plan] of plans.entries()) {
    const slot = await atItem('slots', index, async (): Promise<Slot> => {
      const standing = await find(ledger, Slot, keys.slot(leag, plan.slot));
      if (standing !== undefined) {
        requireState(standing, ['PLANNED']);
      }
      // a label in the past, of a day that is played again, brings no rules back
      const from = compareInstants(plan.slot, now) > 0 ? plan.slot : now;
      const { version, parameters } = await rulesInForce(ledger, from);
      const rules = marketParametersOf(parameters);
      checkPlan(plan, rules, now);
      await requireRegistered(ledger, linesIn(plan.mechanism));
      return { ...plan, leag, state: 'PLANNED', ruleVersion: version, rules, plannedAt: now };
    });
    slots.push(slot);
  }
  for (const slot of slots) {
    await save(ledger, keys.slot(leag, slot.slot), slot);
  }
  announceSlots(session, 'market.slotsPlanned', slots);
  return { slots };
};

/** Opens slots, all or none; one that is open already stays so. */
export const openSlots: Handler<'market:openSlots'> = async (session, { leag, slots: names }) => {
  const { ledger, now } = session;
  await ownLeag(session, leag);
  refuseRepeats('slots', names);
  const slots: Slot[] = [];
  for (const [index, name] of names.entries()) {
    const slot = await atItem('slots', index, async () => {
      const planned = await load(ledger, Slot, keys.slot(leag, name));
      requireState(planned, ['PLANNED', 'OPEN']);
      return planned;
    });
    slots.push(slot);
  }
  const opened = slots.map((slot): Slot => (slot.state === 'OPEN' ? slot : { ...slot, state: 'OPEN', openedAt: now }));
  const fresh = opened.filter((slot) => !slots.includes(slot));
  for (const slot of fresh) {
    await save(ledger, keys.slot(leag, slot.slot), slot);
  }
  announceSlots(session, 'market.slotsOpened', fresh);
  return { slots: opened };
};

/** Checks that the lines of a plan are those that the members voted. @throws DomainError NOT_FOUND, RULE_VIOLATION (`registeredLine`) */
async function requireRegistered(ledger: Ledger, lines: readonly RegionalLine[]): Promise<void> {
  for (const [index, line] of lines.entries()) {
    const registered = await load(ledger, RegionalLine, keys.regionalLine(line.id));
    if (canonicalJson(registered) !== canonicalJson(line)) {
      throw new DomainError('RULE_VIOLATION', `/mechanism/lines/${index}: the line is registered otherwise`, {
        rule: 'registeredLine',
        line: line.id,
      });
    }
  }
}
