// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { clearRegion } from '@wattpass/chaincode/domain/market/regional/clear-region.js';
import type { OpenLevel, Region, RegionResult } from '@wattpass/chaincode/domain/market/regional/region.js';
import { rentsOf } from '@wattpass/chaincode/domain/market/regional/rents.js';
import { faultIn } from '@wattpass/chaincode/domain/market/regional/verify-region.js';
import { solveAll, type Programme } from './linear-programme.js';
import { randomIntegers } from './random.js';

const NETWORKS = 2000;
const PER_PROGRAMME = 100;
const WELFARE_FIRST = 10_000;

function randomRegion(random: (below: number) => number): Region {
  const nodes = Array.from({ length: 1 + random(6) }, (_, index) => {
    const floor = random(15);
    const ceiling = floor + random(25);
    const levels = (count: number): OpenLevel[] =>
      Array.from({ length: count }, () => ({
        value: floor + random(ceiling - floor + 1),
        quantity: 1 + random(40),
      }));
    const asks = levels(random(4)).sort((left, right) => left.value - right.value);
    const bids = levels(random(4)).sort((left, right) => right.value - left.value);
    return { id: `leag-${index}`, floor, ceiling, asks, bids };
  });
  const lines = Array.from({ length: nodes.length === 1 ? 0 : random(9) }, (_, index) => {
    const from = random(nodes.length);
    const to = (from + 1 + random(nodes.length - 1)) % nodes.length;
    const capacity = random(50);
    return { id: `line-${index}`, from, to, capacity, reverseCapacity: random(50), fee: random(4) };
  });
  return { nodes, lines };
}

function programmeOf({ nodes, lines }: Region): Programme {
  const columns: { gain: number; bound: number }[] = [];
  const rows: { column: number; sign: 1 | -1 }[][] = nodes.map(() => []);
  const add = (gain: number, bound: number, entries: [node: number, sign: 1 | -1][]) => {
    for (const [node, sign] of entries) {
      rows[node]!.push({ column: columns.length, sign });
    }
    columns.push({ gain, bound });
  };
  for (const [node, { asks, bids }] of nodes.entries()) {
    asks.forEach(({ value, quantity }) => {
      add(-value * WELFARE_FIRST, quantity, [[node, 1]]);
    });
    bids.forEach(({ value, quantity }) => {
      add(value * WELFARE_FIRST + 1, quantity, [[node, -1]]);
    });
  }
  for (const { from, to, capacity, reverseCapacity, fee } of lines) {
    add(-fee * WELFARE_FIRST, capacity, [
      [from, -1],
      [to, 1],
    ]);
    add(-fee * WELFARE_FIRST, reverseCapacity, [
      [to, -1],
      [from, 1],
    ]);
  }
  return { columns, rows };
}

/** Columns as the programme has them. */
function columnsOf({ nodes, lines }: RegionResult): number[] {
  return [
    ...nodes.flatMap(({ sold, bought }) => [...sold, ...bought]),
    ...lines.flatMap(({ forward, reverse }) => [forward, reverse]),
  ];
}

const objective = ({ columns }: Programme, values: readonly number[]) =>
  columns.reduce((sum, { gain }, index) => sum + gain * values[index]!, 0);

describe('regional clearing', function () {
  this.timeout(60_000);

  const random = randomIntegers(99);
  const regions = Array.from({ length: NETWORKS }, () => randomRegion(random));

  it(`reaches the welfare and then the volume of a linear programme on ${NETWORKS} random networks`, async () => {
    let traded = 0;
    for (let from = 0; from < NETWORKS; from += PER_PROGRAMME) {
      const batch = regions.slice(from, from + PER_PROGRAMME);
      const programmes = batch.map(programmeOf);
      const optima = await solveAll(programmes);
      for (const [index, region] of batch.entries()) {
        const result = clearRegion(region);
        const best = objective(programmes[index]!, optima[index]!);
        assert.equal(objective(programmes[index]!, columnsOf(result)), best, `network ${from + index}`);
        traded += result.volume > 0 ? 1 : 0;
      }
    }
    assert.ok(traded > NETWORKS / 4, `${traded} of the networks trade`);
  });

  it('gives potentials that prove it optimal, and prices inside every traded order’s limits', () => {
    for (const [number, region] of regions.entries()) {
      const result = clearRegion(region);
      assert.equal(faultIn(region, result), undefined, `network ${number}`);
      for (const [index, { asks, bids, floor, ceiling }] of region.nodes.entries()) {
        const { price, sold, bought } = result.nodes[index]!;
        assert.ok(price >= floor && price <= ceiling);
        assert.ok(asks.every(({ value }, level) => sold[level] === 0 || value <= price));
        assert.ok(bids.every(({ value }, level) => bought[level] === 0 || value >= price));
      }
    }
  });

  it('leaves rents that pay every line its fee and the common fund never less than nothing', () => {
    for (const region of regions) {
      const result = clearRegion(region);
      const { lines, common } = rentsOf(region, result);
      assert.ok(common >= 0n);
      const paid = result.nodes.reduce((sum, { price, bought }) => sum + price * total(bought), 0);
      const received = result.nodes.reduce((sum, { price, sold }) => sum + price * total(sold), 0);
      const rents = lines.reduce((sum, each) => sum + each, common);
      assert.equal(BigInt(paid - received), rents);
    }
  });

  it('catches every change of a result by one Wh or of a traded node’s price', () => {
    let changes = 0;
    for (const region of regions.slice(0, 400)) {
      const result = clearRegion(region);
      for (const [index, node] of result.nodes.entries()) {
        for (const level of node.sold.keys()) {
          const sold = node.sold.map((amount, at) => (at === level ? amount + 1 : amount));
          const forged = {
            ...result,
            nodes: result.nodes.map((each, at) => (at === index ? { ...each, sold } : each)),
          };
          assert.notEqual(faultIn(region, forged), undefined);
          changes += 1;
        }
        const dearer = {
          ...result,
          nodes: result.nodes.map((each, at) => (at === index ? { ...each, price: each.price + 1 } : each)),
        };
        assert.notEqual(faultIn(region, dearer), undefined);
      }
    }
    assert.ok(changes > 300);
  });
});

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, each) => sum + each, 0);
}
