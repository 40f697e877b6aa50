// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomStream, worthsOf, type ClientUpdate, type CoalitionValue } from '@wattpass/fl-aggregator';
import { exactShapley, sampledShapley } from '@wattpass/fl-aggregator/internal/math/shapley-values.js';
import { refusedWith } from '../refused-with.js';

const client = (clientId: string, ...row: number[]): ClientUpdate => ({
  clientId,
  examples: 1,
  parameters: Float64Array.from(row),
});
const ids = (members: readonly ClientUpdate[]): string => members.map(({ clientId }) => clientId).join('');
const near = (values: Float64Array, expected: readonly number[], most = 1e-12): void => {
  assert.equal(values.length, expected.length);
  values.forEach((value, place) => {
    assert.ok(Math.abs(value - (expected[place] ?? NaN)) <= most, `${String(values)}, not ${String(expected)}`);
  });
};

const [ada, bob, cy] = [client('a', 3, 4), client('b', 1, 0), client('c', 0, 0)];

describe('Shapley values of updates', () => {
  it('are those of the glove game, worked out by hand', () => {
    // a has a left glove, b and c have right ones; a pair is worth 1: a gets 2/3, the others 1/6 each
    const gloves: CoalitionValue = (members) => (/a.*[bc]/.test(ids(members)) ? 1 : 0);
    near(exactShapley([ada, bob, cy], gloves), [2 / 3, 1 / 6, 1 / 6]);
  });

  it('give each its own where updates do not depend on one another, and nothing to who adds nothing', () => {
    const own: Record<string, number> = { a: 5, b: -2, c: 0 };
    const sum: CoalitionValue = (members) => members.reduce((total, { clientId }) => total + (own[clientId] ?? 0), 7);
    near(exactShapley([ada, bob, cy], sum), [5, -2, 0]);
    const { method, items } = worthsOf([cy, ada, bob], sum, randomStream(1));
    assert.equal(method, 'exact');
    assert.deepEqual(
      items.map(({ clientId, norm }) => [clientId, norm]),
      [
        ['a', 5],
        ['b', 1],
        ['c', 0],
      ],
    );
  });

  it('add up to what all are worth together, and score each coalition once', () => {
    const stream = randomStream(5);
    const scores = new Map<string, number>();
    const any: CoalitionValue = (members) => {
      assert.ok(!scores.has(ids(members)));
      scores.set(ids(members), stream.normal());
      return scores.get(ids(members)) ?? NaN;
    };
    const clients = Array.from({ length: 8 }, (_, place) => client(String(place), place));
    const total = exactShapley(clients, any).reduce((sum, value) => sum + value, 0);
    assert.equal(scores.size, 256);
    assert.ok(Math.abs(total - ((scores.get(ids(clients)) ?? NaN) - (scores.get('') ?? NaN))) < 1e-12);
  });

  it('are met by sampling, which many clients need', () => {
    const clients = Array.from({ length: 12 }, (_, place) => client(String.fromCharCode(97 + place), place));
    const quality = (member: ClientUpdate): number => (member.clientId === 'a' ? -0.5 : 1);
    const saturating: CoalitionValue = (members) =>
      Math.sqrt(
        Math.max(
          0,
          members.map(quality).reduce((s, q) => s + q, 0),
        ),
      );
    const exact = exactShapley(clients, saturating);
    const { method, items } = worthsOf(clients, saturating, randomStream(2));
    assert.equal(method, 'sampled');
    near(sampledShapley(clients, saturating, 3000, randomStream(3)), [...exact], 0.05);
    assert.equal([...items].sort((one, other) => one.value - other.value)[0]?.clientId, 'a');
  });

  it('need somebody', () => {
    refusedWith('TOO_FEW_CLIENTS', () => worthsOf([], () => 0, randomStream(1)));
  });
});
