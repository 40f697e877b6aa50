// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Report } from '@wattpass/launch';
import { tradingFailures } from '@wattpass/launch/internal/demo/trading-rules.js';

type Slot = Report['market']['slots'][number];
type Standing = Report['reputation'][number];

const slot: Slot = {
  ...{ leag: 'a', slot: '2026-11-23T00:00:00Z', status: 'settled', reason: null, mechanism: 'uniform' },
  ...{ price: 200_000, floor: 100_000, ceiling: 300_000, orders: 2 },
  ...{ boughtWh: 2_000, soldWh: 2_000, gridWh: 0, paid: 402_000, received: 398_000, fees: 4_000 },
};
const standing = (facts: Partial<Standing>): Standing => ({
  ...{ participant: 'f'.repeat(64), leag: 'a', honest: true, behaviour: 'honest', statedReason: null },
  ...{ unannouncedFailures: 0, announcedFailures: 0, announcedWithoutToken: 0 },
  ...{ start: 0.5, end: 0.6, lowest: 0.5, barred: false, falls: [] },
  ...facts,
});
const fall: Standing['falls'][number] = {
  ...{ leag: 'a', slot: slot.slot, role: 'seller', reason: 'shortfall', contractedWh: 2_000, meteredWh: 0 },
  ...{ before: 0.5, after: 0.45 },
};
const cheat = { honest: false, behaviour: 'always', lowest: 0.1, end: 0.1, barred: true };

const sound = {
  arguments: { trading: { days: 1, slotsPerDay: 1, leags: 1 } },
  market: { slots: [slot], refusals: [], broken: [], missedDepartures: 0, restoration: { participant: 'f' } },
  wallet: { issued: 10, redeemed: 1, supply: 9 },
  reputation: [standing({}), standing({ ...cheat, falls: [fall] })],
} as unknown as Report;

/** The report with these parts of it changed. */
const failuresWith = (change: { [N in keyof Report]?: Partial<Report[N]> }) =>
  tradingFailures({ ...sound, ...change } as Report);

describe('what must hold of trading', () => {
  it('holds of a sound report, and of one without trading', () => {
    assert.deepEqual(tradingFailures(sound), []);
    const none = {
      ...sound,
      arguments: { trading: null },
      market: { ...sound.market, slots: [] },
    } as unknown as Report;
    assert.deepEqual(tradingFailures(none), []);
  });

  const market = (change: Partial<Report['market']>) => ({ market: { ...sound.market, ...change } });
  const withSlot = (change: Partial<Slot>) => market({ slots: [{ ...slot, ...change }] });
  const withStanding = (change: Partial<Standing>) => ({ reputation: [standing(change)] });
  const cases: readonly (readonly [string, Parameters<typeof failuresWith>[0], RegExp])[] = [
    [
      'a slot that is still open',
      withSlot({ status: 'open' }),
      /^every slot settled, or void with a reason: a 2026.* is open$/,
    ],
    ['a void slot without a reason', withSlot({ status: 'void' }), /^every slot settled/],
    ['a slot that is missing', market({ slots: [] }), /^every slot of every day: 0 of 1$/],
    ['energy out of nothing', withSlot({ soldWh: 1_999 }), /^energy bought is energy sold: a 2026/],
    ['money out of nothing', withSlot({ fees: 4_001 }), /^paid is received and fees: /],
    [
      'a supply that is not what was issued',
      { wallet: { ...sound.wallet, supply: 8 } },
      /^supply is issued less redeemed: /,
    ],
    ['a broken rule of the recount', market({ broken: ['bounds: a'] }), /^the recount from the ledger: bounds: a$/],
    ['a dishonest one that kept its score', withStanding({ ...cheat, lowest: 0.5 }), /^every dishonest vehicle fell/],
    [
      'a dishonest one that fell for another reason',
      withStanding({ ...cheat, falls: [{ ...fall, reason: 'restored' }] }),
      /^every dishonest vehicle fell/,
    ],
    [
      'an honest one that was barred',
      withStanding({ barred: true }),
      /^no honest vehicle was barred: ffffffffffffffff of a/,
    ],
    ['an honest one that fell for nothing', withStanding({ lowest: 0.49 }), /^no honest vehicle fell below 0.5/],
    ['nobody that came back', market({ restoration: null }), /^a barred vehicle was refused/],
    ['a missed departure', market({ missedDepartures: 2 }), /^no departure was missed: 2 were$/],
  ];
  for (const [name, change, message] of cases) {
    it(`names ${name}`, () => {
      const failures = failuresWith(change);
      assert.equal(failures.length, 1, failures.join('\n'));
      assert.match(failures[0]!, message);
    });
  }

  it('needs nobody to come back where all are honest', () => {
    assert.deepEqual(failuresWith({ ...market({ restoration: null }), ...withStanding({}) }), []);
  });

  it('lets an honest one fall that failed unannounced, or without a token', () => {
    assert.deepEqual(failuresWith(withStanding({ lowest: 0.4, unannouncedFailures: 1 })), []);
    assert.deepEqual(failuresWith(withStanding({ lowest: 0.4, announcedWithoutToken: 1 })), []);
  });
});
