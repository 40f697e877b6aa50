// SPDX-License-Identifier: Apache-2.0
import type { Execution, ExecutionContext } from '@wattpass/chaincode/domain/reputation/execution-rules.js';
import { defaultReputationParameters } from '@wattpass/chaincode/domain/reputation/reputation-parameters.js';
import type { Reputation } from '@wattpass/chaincode/domain/reputation/reputation.js';
import { enrolled } from '@wattpass/chaincode/domain/reputation/standing-rules.js';

/** The pseudonym that a short name stands for in tests. */
export function participantId(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
}

/** A participant just enrolled under the default rules, with other facts as given. */
export function reputationOf(name: string, facts: Partial<Reputation> = {}): Reputation {
  return { ...enrolled(participantId(name), '2026-01-01T00:00:00Z', defaultReputationParameters), ...facts };
}

/** The slot from `hour` to the next one on a day of November 2026, under version 1 of the default rules. */
export function slotAt(day: number, hour = 12): ExecutionContext {
  const start = Date.UTC(2026, 10, day, hour);
  return {
    slot: { leag: 'north', slot: new Date(start).toISOString() },
    deliveryEnd: new Date(start + 3_600_000).toISOString(),
    ruleVersion: 1,
    rules: defaultReputationParameters,
  };
}

/** A seller's 10 kWh, delivered in full to the grid, with other facts as given. */
export function executionOf(name: string, facts: Partial<Execution> = {}): Execution {
  const contractedWh = facts.contractedWh ?? 10_000;
  return {
    participant: participantId(name),
    orderId: 'order-1',
    role: 'seller',
    contractedWh,
    meteredWh: contractedWh,
    announced: false,
    shares: [{ counterparty: 'grid', energyWh: contractedWh }],
    ...facts,
  };
}
