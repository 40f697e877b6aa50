// SPDX-License-Identifier: Apache-2.0

/** What an order has of a cleared pool: its energy and the tie key that clearing gave it. */
export interface PoolFill {
  readonly participant: string;
  readonly energyWh: number;
  /** Hex digits, unique among the orders of a slot and unknown before the book closes. */
  readonly tieKey: string;
}

/** Energy that one seller and one buyer of a pool are taken to have exchanged, Wh. */
export interface PoolPair {
  readonly seller: string;
  readonly buyer: string;
  readonly energyWh: number;
}

/**
 * Who traded with whom in a pool, where nobody chose a partner: sellers and buyers are laid out around a circle of V Wh
 * in the order of their tie keys, the buyers turned by an amount that hangs on the tie keys as well, and a pair shares the
 * energy where its arcs overlap. Sums are exact on both sides, pairs are no more than orders, and over all turns a pair
 * shares seller * buyer / V on average. A pair may come in two parts.
 * @param sellers - With `buyers`, the fills of the pool; both add up to V.
 */
export function poolPairs(sellers: readonly PoolFill[], buyers: readonly PoolFill[]): PoolPair[] {
  const sells = inTieOrder(sellers);
  const buys = turned(inTieOrder(buyers), turnOf(sells));
  const pairs: PoolPair[] = [];
  let [i, j, sold, bought] = [0, 0, 0, 0];
  for (let [seller, buyer] = [sells[i], buys[j]]; seller && buyer; [seller, buyer] = [sells[i], buys[j]]) {
    const energyWh = Math.min(seller.energyWh - sold, buyer.energyWh - bought);
    pairs.push({ seller: seller.participant, buyer: buyer.participant, energyWh });
    sold += energyWh;
    bought += energyWh;
    if (sold === seller.energyWh) {
      [i, sold] = [i + 1, 0];
    }
    if (bought === buyer.energyWh) {
      [j, bought] = [j + 1, 0];
    }
  }
  return pairs;
}

function inTieOrder(fills: readonly PoolFill[]): PoolFill[] {
  return fills.filter(({ energyWh }) => energyWh > 0).sort((left, right) => (left.tieKey < right.tieKey ? -1 : 1));
}

/** How far the buyers are turned, 0 to V - 1: the first seller's tie key, as a number, modulo V. */
function turnOf(sells: readonly PoolFill[]): number {
  const total = sells.reduce((sum, { energyWh }) => sum + energyWh, 0);
  const [first] = sells;
  return first === undefined ? 0 : Number(BigInt(`0x${first.tieKey}`) % BigInt(total));
}

/** The fills from `turn` Wh on, then those before it; the one it falls into is cut in two. */
function turned(fills: readonly PoolFill[], turn: number): PoolFill[] {
  let start = 0;
  const [before, after]: [PoolFill[], PoolFill[]] = [[], []];
  for (const fill of fills) {
    const cut = Math.min(Math.max(turn - start, 0), fill.energyWh);
    before.push({ ...fill, energyWh: cut });
    after.push({ ...fill, energyWh: fill.energyWh - cut });
    start += fill.energyWh;
  }
  return [...after, ...before].filter(({ energyWh }) => energyWh > 0);
}
