// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../errors.js';
import type { MechanismRule, Slot } from '../slot.js';
import type { RegionLine } from './region.js';
import type { RegionalLine } from './regional-line.js';

/** The lines of a regional slot; none where it is another. */
export function linesIn(mechanism: MechanismRule): readonly RegionalLine[] {
  return mechanism.kind === 'regional' ? mechanism.lines : [];
}

/** The LEAGs whose unfilled orders meet in a regional slot, sorted. */
export function nodesOf(lines: readonly RegionalLine[]): string[] {
  return [...new Set(lines.flatMap(({ from, to }) => [from, to]))].sort();
}

/** The lines as clearing takes them, their ends as places among the nodes. */
export function linesAmong(lines: readonly RegionalLine[], nodes: readonly string[]): RegionLine[] {
  return lines.map(({ id, from, to, capacityWh, reverseCapacityWh, fee }) => ({
    id,
    from: nodes.indexOf(from),
    to: nodes.indexOf(to),
    capacity: capacityWh,
    reverseCapacity: reverseCapacityWh,
    fee,
  }));
}

/**
 * Whether a regional slot takes what a LEAG's slot leaves: the LEAG lies on one of its lines and asked for it, and the grid's
 * prices and the fees are the same, so that an order locks the same in both.
 */
export function takes(region: Slot, local: Slot): boolean {
  const same = (['floor', 'ceiling', 'importPrice', 'exportPrice', 'buyFee', 'sellFee'] as const).every(
    (field) => region[field] === local[field],
  );
  return (
    same &&
    region.rules.imbalanceFactor === local.rules.imbalanceFactor &&
    local.region === region.leag &&
    nodesOf(linesIn(region.mechanism)).includes(local.leag)
  );
}

/**
 * Whether a regional slot still waits for its LEAGs' clearings. One that has not opened does not: nothing ends it but its
 * LEAG, and money would wait for that.
 */
export function waits({ state }: Slot): boolean {
  return state === 'OPEN' || state === 'CLOSED';
}

/** @throws DomainError RULE_VIOLATION (`lines`) unless lines stand in the order of their ids, between two LEAGs each */
export function checkLines(lines: readonly RegionalLine[]): void {
  for (const [index, { id, from, to }] of lines.entries()) {
    const before = lines[index - 1];
    if (from === to || (before !== undefined && before.id >= id)) {
      throw new DomainError('RULE_VIOLATION', `/mechanism/lines/${index}: by ascending ids, between two LEAGs`, {
        rule: 'lines',
        line: id,
      });
    }
  }
}
