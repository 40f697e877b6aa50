// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { clearRegion } from '@wattpass/chaincode/domain/market/regional/clear-region.js';
import type { Region, RegionNode } from '@wattpass/chaincode/domain/market/regional/region.js';
import { rentsOf } from '@wattpass/chaincode/domain/market/regional/rents.js';
import { faultIn } from '@wattpass/chaincode/domain/market/regional/verify-region.js';

function node(id: string, part: Partial<RegionNode>): RegionNode {
  return { id, floor: 0, ceiling: 100, asks: [], bids: [], ...part };
}

function line(from: number, to: number, capacity: number, fee: number) {
  return { id: `${from}-${to}`, from, to, capacity, reverseCapacity: capacity, fee };
}

describe('regional clearing', () => {
  it('trades over a line up to its capacity and splits the price there', () => {
    const region: Region = {
      nodes: [node('a', { asks: [{ value: 10, quantity: 100 }] }), node('b', { bids: [{ value: 50, quantity: 100 }] })],
      lines: [line(0, 1, 60, 2)],
    };
    const result = clearRegion(region);
    assert.equal(result.volume, 60);
    assert.deepEqual(
      result.nodes.map(({ price }) => price),
      [10, 50],
    );
    assert.deepEqual(result.lines, [{ forward: 60, reverse: 0 }]);
    assert.deepEqual(rentsOf(region, result), { lines: [120n], common: 60n * 38n });
  });

  it('trades what costs nothing too, and nothing that a fee makes a loss', () => {
    const at = (fee: number) =>
      clearRegion({
        nodes: [node('a', { asks: [{ value: 10, quantity: 5 }] }), node('b', { bids: [{ value: 12, quantity: 5 }] })],
        lines: [line(0, 1, 9, fee)],
      }).volume;
    assert.deepEqual([at(2), at(3)], [5, 0]);
  });

  it('takes the earlier of two equal paths: nodes by id, then lines by id', () => {
    const region: Region = {
      nodes: [
        node('a', { asks: [{ value: 10, quantity: 5 }] }),
        node('b', { asks: [{ value: 10, quantity: 5 }] }),
        node('c', { bids: [{ value: 20, quantity: 5 }] }),
      ],
      lines: [line(0, 2, 9, 1), line(1, 2, 9, 1)],
    };
    assert.deepEqual(
      clearRegion(region).nodes.map(({ sold }) => sold),
      [[5], [0], []],
    );
  });

  it('prices a LEAG where energy only passes inside its own floor, which proves nothing; its potential does', () => {
    // counter-example to taking the clamped price as dual and as line rent
    const region: Region = {
      nodes: [
        node('a', { asks: [{ value: 10, quantity: 100 }], ceiling: 20 }),
        node('b', { floor: 30 }),
        node('c', { bids: [{ value: 60, quantity: 50 }] }),
      ],
      lines: [line(0, 1, 90, 1), line(1, 2, 90, 1)],
    };
    const result = clearRegion(region);
    assert.deepEqual(
      result.nodes.map(({ potential }) => potential),
      [10, 11, 12],
    );
    assert.deepEqual(
      result.nodes.map(({ price }) => price),
      [10, 30, 12],
    );
    assert.equal(faultIn(region, result), undefined);
    const asDuals = { ...result, nodes: result.nodes.map((each) => ({ ...each, potential: each.price })) };
    assert.match(faultIn(region, asDuals) ?? '', /line 0-1/);
    assert.ok(50 * (12 - 30) < 0, 'the rent of the second line would be negative');
    assert.deepEqual(rentsOf(region, result), { lines: [50n, 50n], common: 0n });
  });
});
