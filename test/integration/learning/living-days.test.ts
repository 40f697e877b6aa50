// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { HOUR_MS, type PriceSeries } from '@wattpass/fl-aggregator';
import { silentProgress, startLearningDays, type LearningDays } from '@wattpass/fleet';
import { dayOf, tradingCalendar } from '@wattpass/fleet/internal/scenarios/trading-day/calendar.js';
import { vehicleLives } from '@wattpass/fleet/internal/scenarios/trading-day/vehicle-stays.js';
import { administratorOf } from '@wattpass/launch/internal/consortium/administrator.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { startLearning, type RunningLearning } from '@wattpass/launch/internal/learning/start-learning.js';
import { generatedPrices } from '@wattpass/launch/internal/trading/generated-prices.js';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';

const run = 'learns';
const days = 2;
const vehicles = 10;
const seed = 5;
const prices: PriceSeries = generatedPrices(seed);

describe('vehicles that learn every evening', function () {
  this.timeout(400_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let services: RunningLearning;
  let learning: LearningDays;

  before(async () => {
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    services = await startLearning(consortium, state);
    const administrator = administratorOf(consortium, 'user');
    const { desks } = consortium;
    learning = await startLearningDays({
      ...{ desks, administrator, prices, days, vehicles, seed, run, cohortShare: 700_000 },
      progress: silentProgress,
    });
  });
  after(async () => {
    await services.stop();
    await consortium.stop();
    state.release();
  });

  it('hold a round a day whose model is the same on the ledger, in the store and at three of them, and save', async () => {
    const calendar = tradingCalendar(prices, { days });
    const lives = vehicleLives(vehicles, { calendar, prices, seed });
    for (let number = 0; number < days; number += 1) {
      const from = calendar.from + 24 * number;
      await learning.onDay({
        number,
        day: dayOf(from),
        vehicles: lives.map(({ vehicle, sessions }, place) => ({
          name: `ev-${run}-${place + 1}`,
          honest: true,
          vehicle,
          sessions: sessions.filter(({ departure }) => departure > from && departure <= from + 24),
        })),
      });
    }
    const { rounds, saving, missedDepartures } = await learning.finish();
    assert.equal(missedDepartures, 0);
    assert.deepEqual(
      rounds.map(({ round, status }) => [round, status]),
      [1, 2, 3].map((round) => [round, 'accepted']), // one before the first day
    );
    for (const { ledgerHash, modelHash, clientHashes, clients } of rounds) {
      assert.deepEqual([modelHash, ...clientHashes], [ledgerHash, ledgerHash, ledgerHash, ledgerHash]);
      assert.ok(clients >= 3 && clients <= vehicles, `${clients} of ${vehicles}`);
    }
    assert.equal(new Set(rounds.map(({ ledgerHash }) => ledgerHash)).size, days + 1);
    assert.deepEqual(
      saving.map(({ day }) => day),
      [0, 1].map((day) => new Date((calendar.from + 24 * day) * HOUR_MS).toISOString().slice(0, 10)),
    );
    assert.ok(saving.every(({ euro, optimumEuro }) => euro >= optimumEuro - 0.01));
    assert.ok((rounds.at(-1)?.accuracy ?? 1) > 0.5, String(rounds.at(-1)?.accuracy)); // null: all were in the round
  });
});
