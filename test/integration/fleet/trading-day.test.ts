// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { priceSeries, recordedStays } from '@wattpass/fl-aggregator';
import { runTradingDays, silentProgress, type Refusal, type TradingOptions, type TradingResult } from '@wattpass/fleet';
import { administratorOf } from '@wattpass/launch/internal/consortium/administrator.js';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';

/** Traded hours a day. */
const slots = 6;

/** Cars that stay from nine in the morning until night, as a site records them. */
const sessions = ['arrival,departure,delivered_kwh'].concat(
  Array.from(
    { length: 10 },
    (_, place) => `2019-05-07T08:${10 + place}:00-07:00,2019-05-07T22:30:00-07:00,${8 + place}`,
  ),
);

/** A price for each hour: cheap at noon, dear in the evening. */
const prices = ['start_utc,price_eur_mwh'].concat(
  Array.from({ length: 72 }, (_, hour) => {
    const at = new Date(Date.parse('2023-05-01T00:00:00Z') + hour * 3_600_000).toISOString();
    return `${at},${100 - 60 * Math.sin((Math.PI * (hour % 24)) / 24)}`;
  }),
);

describe('two trading days, the second one by a fleet that was kept', function () {
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let first: TradingResult;
  let result: TradingResult; // read from the ledger after the second day, so it tells of both

  before(async function () {
    this.timeout(600_000);
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    const one = 1 / 16;
    const options: TradingOptions = {
      ...{ days: 1, slotsPerDay: slots },
      desks: consortium.desks,
      administrator: administratorOf(consortium, 'operator'),
      prices: priceSeries(prices.join('\n')),
      stays: recordedStays(sessions.join('\n')),
      ...{ from: '2023-05-02', firstSlot: 8, keptFleet: join(state.root, 'fleet.json') },
      ...{ vehicles: 16, leags: 2, seed: 5, failureRate: 0.1, run: 'it' },
      shares: {
        ...{ always: one, half: one, 'on-off': one, 'forged-meter': one },
        ...{ 'false-name': one, whitewash: one, 'self-trade': 2 * one },
      },
      pace: { orders: 20, clearing: 15, attestation: 25, readings: 1 }, // forged readings hold their slots up for so long
      progress: silentProgress,
    };
    first = await runTradingDays(options);
    result = await runTradingDays({ ...options, run: 'other' });
  });

  after(async function () {
    this.timeout(60_000);
    await consortium.stop();
    state.release();
  });

  const refusals = (attempt: string): Refusal[] =>
    [first, result].flatMap((day) => day.refusals).filter((each) => each.attempt.startsWith(attempt));

  it('settles every slot, energy and money to the unit, inside the grid’s prices', () => {
    const traded = result.market.slots;
    assert.equal(traded.length, 2 * 2 * slots);
    for (const day of ['2023-05-02', '2023-05-03']) {
      assert.ok(traded.some(({ slot, boughtWh }) => slot.startsWith(day) && boughtWh > 0));
    }
    for (const slot of traded) {
      assert.deepEqual([slot.status, slot.reason], ['SETTLED', null]);
      assert.equal(slot.boughtWh, slot.soldWh);
      assert.equal(slot.paid, slot.received + slot.fees);
      assert.ok(slot.price === null || (slot.price >= slot.floor && slot.price <= slot.ceiling));
    }
  });

  it('keeps the supply', () => {
    const { issued, redeemed, supply } = result.wallet;
    assert.equal(supply, issued - redeemed);
  });

  it('bars nobody honest, and lets no honest score fall without a failure of its own', () => {
    const honest = result.reputation.filter(({ honest: is }) => is);
    assert.equal(honest.length, 8);
    for (const { participant, barred, lowest, falls, unannouncedFailures, announcedWithoutToken } of honest) {
      const before = first.reputation.find((each) => each.participant === participant);
      assert.ok(before);
      const unannounced = before.unannouncedFailures + unannouncedFailures;
      const withoutToken = before.announcedWithoutToken + announcedWithoutToken;
      assert.equal(barred, false);
      assert.equal(falls.length, unannounced + withoutToken);
      assert.ok(lowest >= 0.5 || falls.length > 0);
    }
  });

  it('lowers the score of everybody who cheats, by shortfalls that the ledger names', () => {
    const cheats = result.reputation.filter(({ honest }) => !honest);
    assert.equal(cheats.length, 8);
    for (const { behaviour, start, lowest, falls } of cheats) {
      assert.ok(lowest < start, behaviour);
      assert.deepEqual([...new Set(falls.map(({ reason }) => reason))], ['shortfall'], behaviour);
    }
  });

  it('refuses forged readings, second names and orders of barred vehicles, each with its code', () => {
    assert.deepEqual([...new Set(refusals('reading that no meter').map(({ code }) => code))], ['SIGNATURE_INVALID']);
    assert.deepEqual(
      refusals('second enrolment').map(({ code }) => code),
      ['ALREADY_EXISTS'],
    );
    assert.deepEqual(
      refusals('second name').map(({ code }) => code),
      ['CONFLICT'],
    );
    assert.deepEqual(
      refusals('new name').map(({ code }) => code),
      ['CONFLICT'],
    );
    assert.deepEqual(
      [...new Set(refusals('order of a barred').map(({ code, rule }) => `${code} ${rule}`))],
      ['RULE_VIOLATION barred'],
    );
  });

  it('restores a barred vehicle by a vote, after which it trades again', () => {
    const { restoration } = result;
    assert.ok(restoration);
    assert.deepEqual([restoration.refused.code, restoration.refused.rule], ['RULE_VIOLATION', 'barred']);
    assert.ok(restoration.restoredScore >= 0.25);
    assert.ok(restoration.tradedAgain.wh > 0);
    assert.ok(restoration.tradedAgain.slot > restoration.refused.slot);
  });

  it('goes on with the same vehicles, LEAGs and supply', () => {
    const names = (of: TradingResult): string[] => of.reputation.map(({ participant }) => participant).sort();
    assert.deepEqual(names(result), names(first));
    assert.equal(result.wallet.supply, first.wallet.supply);
  });

  it('misses no departure', () => {
    assert.equal(first.missedDepartures + result.missedDepartures, 0);
  });
});
