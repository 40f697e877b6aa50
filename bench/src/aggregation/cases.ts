// SPDX-License-Identifier: Apache-2.0
import type { ClientUpdate, RandomStream } from '@wattpass/fl-aggregator';

/** One generated round with the parameters of its rules. */
export interface AggregationCase {
  readonly updates: readonly ClientUpdate[];
  /** f, small enough for Bulyan. */
  readonly faulty: number;
  /** m of Multi-Krum. */
  readonly keep: number;
  /** β of the trimmed mean. */
  readonly share: number;
}

/** Rounds of 7 to 31 clients and 1 to 120 parameters, over scales from 1e-6 to 1e3, some with clients far off. */
export function generatedCases(count: number, stream: RandomStream): AggregationCase[] {
  return Array.from({ length: count }, () => {
    const clients = 7 + stream.below(25);
    const length = 1 + stream.below(120);
    const most = Math.floor((clients - 3) / 4);
    const faulty = stream.below(most + 1);
    const liars = stream.uniform() < 0.5 ? faulty : 0;
    return {
      updates: generatedUpdates(clients, length, liars, stream),
      faulty,
      keep: 1 + stream.below(clients),
      share: stream.uniform() * 0.49,
    };
  });
}

/** Updates around a common centre; the last `liars` are a thousand times off. */
export function generatedUpdates(clients: number, length: number, liars: number, stream: RandomStream): ClientUpdate[] {
  const scale = 10 ** (stream.uniform() * 9 - 6);
  const centre = Float64Array.from({ length }, () => stream.normal());
  return Array.from({ length: clients }, (_, place) => {
    const factor = place >= clients - liars ? 1000 : 1;
    return {
      clientId: `client-${String(place).padStart(4, '0')}`,
      examples: 1 + stream.below(2000),
      parameters: centre.map((value) => scale * factor * (value + stream.normal())),
    };
  });
}
