// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { poolPairs, type PoolFill } from '@wattpass/chaincode/domain/reputation/pool-pairs.js';
import fc from 'fast-check';

const tieKey = (text: string): string => createHash('sha256').update(text).digest('hex');
const fills = (side: string, sizes: readonly number[], salt = ''): PoolFill[] =>
  sizes.map((energyWh, index) => ({
    participant: `${side}${index}`,
    energyWh,
    tieKey: tieKey(`${salt}${side}${index}`),
  }));
const size = fc.integer({ min: 0, max: 30_000 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sells of random size, and buys that cut the same total up anew. */
const pool = fc
  .record({ sells: fc.array(size, { minLength: 1, maxLength: 12 }), cuts: fc.array(fc.nat(), { maxLength: 11 }) })
  .map(({ sells, cuts }) => {
    const total = sum(sells);
    const marks = [0, ...cuts.map((cut) => (total === 0 ? 0 : cut % (total + 1))).sort((a, b) => a - b), total];
    const buys = marks.slice(1).map((mark, index) => mark - marks[index]!);
    return { sellers: fills('s', sells), buyers: fills('b', buys), total };
  });

describe('pairs of a pool', () => {
  it('give every seller and every buyer exactly its energy, in no more pairs than orders', () => {
    fc.assert(
      fc.property(pool, ({ sellers, buyers }) => {
        const pairs = poolPairs(sellers, buyers);
        for (const { participant, energyWh } of sellers) {
          assert.equal(
            sum(pairs.filter(({ seller }) => seller === participant).map((pair) => pair.energyWh)),
            energyWh,
          );
        }
        for (const { participant, energyWh } of buyers) {
          assert.equal(sum(pairs.filter(({ buyer }) => buyer === participant).map((pair) => pair.energyWh)), energyWh);
        }
        assert.ok(pairs.every(({ energyWh }) => energyWh > 0));
        assert.ok(pairs.length <= sellers.length + buyers.length);
      }),
    );
  });

  it('do not depend on the order of arrival', () => {
    fc.assert(
      fc.property(pool, fc.nat(), ({ sellers, buyers }, turn) => {
        const turned = <T>(list: readonly T[]): T[] => {
          const at = turn % list.length;
          return [...list.slice(at), ...list.slice(0, at)].reverse();
        };
        assert.deepEqual(poolPairs(turned(sellers), turned(buyers)), poolPairs(sellers, buyers));
      }),
    );
  });

  it('share s * b / V on average over tie keys', () => {
    const [sells, buys] = [
      [3_000, 5_000, 12_000],
      [10_000, 6_000, 4_000],
    ];
    const rounds = 4_000;
    let shared = 0;
    for (let round = 0; round < rounds; round += 1) {
      const pairs = poolPairs(fills('s', sells, `${round}/`), fills('b', buys, `${round}/`));
      shared += sum(
        pairs.filter(({ seller, buyer }) => seller === 's1' && buyer === 'b0').map((pair) => pair.energyWh),
      );
    }
    const expected = (5_000 * 10_000) / 20_000;
    assert.ok(Math.abs(shared / rounds - expected) < 100, `${shared / rounds} against ${expected}`);
  });

  it('are linear in number where all pairs would be quadratic: 5,000 orders give 5,000 at most', () => {
    const side = (name: string): PoolFill[] =>
      fills(
        name,
        Array.from({ length: 2_500 }, () => 1_000),
      );
    assert.ok(poolPairs(side('s'), side('b')).length <= 5_000);
  });
});
