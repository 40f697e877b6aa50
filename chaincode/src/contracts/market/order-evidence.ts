// SPDX-License-Identifier: Apache-2.0

import { Member } from '../../domain/consortium/member.js';
import { standOf } from '../../domain/market/dispute-rules.js';
import { Dispute, EnergyRuling } from '../../domain/market/dispute.js';
import { StoredReading } from '../../domain/market/meter.js';
import { outcomeOf } from '../../domain/market/outcome-rules.js';
import type { Outcome } from '../../domain/market/outcome.js';
import type { FillLine } from '../../domain/market/slot-result.js';
import { requireReadings, underReview } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { keys } from '../../ledger/keys.js';
import { listAll } from '../../ledger/repository.js';
import type { Session } from '../session.js';

/** What is known by now of the deliveries of a slot: readings, disputes, and what members hold of them. */
export interface OrderEvidence {
  /** What comes of an order. @param last whether no reading can come any more */
  outcome(line: FillLine, last: boolean): Outcome;
  /** @throws DomainError RULE_VIOLATION as `requireReadings` */
  requireReadings(lines: readonly FillLine[]): void;
}

/** Reads the evidence of a slot by range. */
export async function orderEvidence({ ledger, now }: Session, slot: Slot): Promise<OrderEvidence> {
  const place = [slot.leag, slot.slot] as const;
  const readings = byTrader(await listAll(ledger, StoredReading, keys.readings(...place)));
  const disputes = byTrader(await listAll(ledger, Dispute, keys.disputes(...place)));
  const rulings = disputes.size === 0 ? [] : await listAll(ledger, EnergyRuling, keys.energyRulings(...place));
  const members = disputes.size === 0 ? [] : await listAll(ledger, Member, keys.members());
  return {
    outcome: (line, last) => {
      const { trader } = line;
      const own = rulings.filter((ruling) => ruling.trader === trader);
      const reading = readings.get(trader);
      const contested = standOf(disputes.get(trader), own, members, now);
      const disputed = contested.disputed || (reading !== undefined && underReview(slot, reading, now));
      return outcomeOf(line, reading, slot, { now, last, ...contested, disputed });
    },
    requireReadings: (lines) => {
      requireReadings(slot, lines, readings, now);
    },
  };
}

function byTrader<T extends { readonly trader: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.trader, record]));
}
