// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  aggregated,
  integerSum,
  meanOfSum,
  quantised,
  dequantised,
  fedAvg,
  type AggregationPlan,
  type ClientUpdate,
} from '@wattpass/fl-aggregator';

const plans: AggregationPlan[] = [
  { rule: { name: 'fedavg' } },
  { rule: { name: 'median' } },
  { rule: { name: 'trimmed-mean', share: 0.2 } },
  { rule: { name: 'krum', faulty: 1 } },
  { rule: { name: 'multi-krum', faulty: 1, keep: 3 } },
  { rule: { name: 'bulyan', faulty: 1 } },
  { rule: { name: 'trimmed-mean', share: 0.2 }, mixingFaulty: 2, clipToMedianNorm: true },
];

const updates: fc.Arbitrary<ClientUpdate[]> = fc
  .record({ clients: fc.integer({ min: 7, max: 15 }), length: fc.integer({ min: 1, max: 6 }) })
  .chain(({ clients, length }) =>
    fc.tuple(
      ...Array.from({ length: clients }, (_, place) =>
        fc.record({
          clientId: fc.constant(`c${String(place).padStart(2, '0')}`),
          examples: fc.integer({ min: 1, max: 2000 }),
          parameters: fc
            .array(fc.double({ min: -7, max: 7, noNaN: true }), { minLength: length, maxLength: length })
            .map((row) => Float64Array.from(row)),
        }),
      ),
    ),
  );

describe('every aggregation', () => {
  it('is the same to the bit in any order of arrival', () => {
    fc.assert(
      fc.property(updates, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all
          .map((update) => ({ update, key: keys.next().value as number }))
          .sort((one, other) => one.key - other.key)
          .map(({ update }) => update);
        for (const plan of plans) {
          assert.deepEqual(aggregated(plan, shuffled), aggregated(plan, all));
        }
      }),
    );
  });

  it('stays within what the clients sent, coordinate by coordinate', () => {
    fc.assert(
      fc.property(updates, (all) => {
        for (const plan of plans.slice(0, 6)) {
          aggregated(plan, all).forEach((value, place) => {
            const column = all.map(({ parameters }) => parameters[place]!);
            assert.ok(value >= Math.min(...column) - 1e-9 && value <= Math.max(...column) + 1e-9, plan.rule.name);
          });
        }
      }),
    );
  });

  it('gives what all clients agree on', () => {
    fc.assert(
      fc.property(updates, (all) => {
        const agreed = all.map((update) => ({ ...update, parameters: all[0]!.parameters }));
        for (const plan of plans) {
          aggregated(plan, agreed).forEach((value, place) => {
            assert.ok(Math.abs(value - all[0]!.parameters[place]!) < 1e-9, plan.rule.name);
          });
        }
      }),
    );
  });
});

describe('the sum of levels', () => {
  it('is FedAvg of what the levels stand for', () => {
    fc.assert(
      fc.property(updates, (all) => {
        const levels = all.map((update) => quantised(update));
        const mean = meanOfSum(integerSum(levels));
        const reference = fedAvg(levels.map((update) => dequantised(update)));
        reference.forEach((value, place) => {
          assert.ok(Math.abs(mean[place]! - value) < 1e-12);
        });
        fedAvg(all).forEach((value, place) => {
          assert.ok(Math.abs(mean[place]! - value) <= 2 ** -19 + 1e-12);
        });
      }),
    );
  });
});
