// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  buyerLock,
  highestImbalancePrice,
  sellerLock,
  tierLock,
} from '@wattpass/chaincode/domain/wallet/lock-rules.js';

describe('what an order locks', () => {
  const bounds = { floor: 80_000, ceiling: 300_000, imbalanceFactor: 1_200_000 };

  it('is the energy at the limit, at most at the ceiling, for a buyer', () => {
    assert.equal(buyerLock(5000, 200_000, bounds), 1_000_000n);
    assert.equal(buyerLock(5000, 900_000, bounds), 1_500_000n);
    assert.equal(buyerLock(501, 100_001, bounds), 50_101n); // 50,100.501 rounded up
  });

  it('is the worst imbalance less the least revenue for a seller', () => {
    assert.equal(highestImbalancePrice(bounds), 360_000n);
    assert.equal(highestImbalancePrice({ ceiling: 1, imbalanceFactor: 1_200_000 }), 2n);
    assert.equal(sellerLock(5000, 200_000, bounds), 800_000n); // 5 kWh * (360,000 - 200,000)
    assert.equal(sellerLock(5000, 10_000, bounds), 1_400_000n); // never less than the floor is paid
    assert.equal(sellerLock(5000, 900_000, bounds), 0n);
  });

  it('is the same for both sides of a sealed tier', () => {
    assert.equal(tierLock(10_000, bounds), 3_600_000n);
  });

  const price = fc.integer({ min: 0, max: 1_000_000_000 });
  const energy = fc.integer({ min: 1, max: 2_147_483_647 });
  const factor = fc.integer({ min: 1_000_000, max: 10_000_000 });
  it('covers a seller that delivers nothing, whatever it is paid, where the imbalance is rounded down', () => {
    fc.assert(
      fc.property(energy, factor, price, price, price, (energyWh, imbalanceFactor, a, b, limit) => {
        const [floor, ceiling] = [Math.min(a, b), Math.max(a, b)];
        const bounds = { floor, ceiling, imbalanceFactor };
        const paid = (BigInt(energyWh) * BigInt(Math.max(limit, floor))) / 1000n;
        const owed = (BigInt(energyWh) * highestImbalancePrice(bounds)) / 1000n;
        assert.ok(sellerLock(energyWh, limit, bounds) + paid >= owed);
      }),
    );
  });

  it('would be short by one unit, were the imbalance rounded up', () => {
    const [energyWh, limit, bounds] = [1, 1602, { floor: 0, ceiling: 3001, imbalanceFactor: 1_200_000 }];
    const paid = 1n; // 1.602 rounded down
    assert.equal(highestImbalancePrice(bounds), 3602n);
    assert.equal(sellerLock(energyWh, limit, bounds) + paid, 3n); // 3602 - 1602 is exactly 2
    const owedRoundedUp = 4n; // 3.602
    assert.ok(sellerLock(energyWh, limit, bounds) + paid < owedRoundedUp);
  });
});
