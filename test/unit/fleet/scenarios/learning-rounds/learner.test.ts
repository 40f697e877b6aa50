// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { CHARGE, CHARGE_INPUTS, IDLE, modelHash, type ChargeVehicle, type PriceSeries } from '@wattpass/fl-aggregator';
import { learningAccess } from '@wattpass/fl-aggregator/client';
import { chargeTask } from '@wattpass/fleet/internal/scenarios/learning-rounds/charge-task.js';
import { Learner } from '@wattpass/fleet/internal/scenarios/learning-rounds/learner.js';
import { LearntPolicy } from '@wattpass/fleet/internal/scenarios/learning-rounds/learnt-policy.js';
import { savingOfDay } from '@wattpass/fleet/internal/scenarios/learning-rounds/saving-of-day.js';

const vehicle: ChargeVehicle = {
  ...{ capacityKwh: 20, powerKwh: 5, reserveKwh: 2, targetKwh: 15, efficiency: 0.9 },
  ...{ wearEuroPerKwh: 0.02, feeEuroPerKwh: 0.05 },
};
const day = 24;
const firstHour = 40_000 * day;
/** Dear by day, cheap at night. */
const prices: PriceSeries = {
  firstHour,
  prices: Float64Array.from({ length: 40 * day }, (_, hour) => (hour % day < 8 ? 0.05 : 0.4)),
  report: { unreadable: 0, repeated: 0, disordered: 0, filled: 0, missing: 0 },
};
/** A stay from the evening of a day to the next morning. */
const night = (number: number) => ({
  arrival: firstHour + day * number + 18,
  departure: firstHour + day * (number + 1) + 7,
  utcOffset: 0,
  drivenKwh: 8,
});
const evening = (number: number): number => firstHour + day * (number + 1);
const access = learningAccess({ url: 'http://127.0.0.1:1', apiKey: 'none' });

function learner(past: ReturnType<typeof night>[] = []): Learner {
  return new Learner({ number: 0, vehicle, past, prices, seed: 1 }, access, 'ab'.repeat(16), 'cd'.repeat(16));
}

describe('a vehicle that learns', () => {
  it('knows what would have been best of a stay only once that has ended', () => {
    const own = learner([night(0)]);
    assert.equal(own.examplesAt(evening(0)).count, 0);
    assert.ok(own.examplesAt(evening(1)).count > 0);
    assert.equal(own.examplesAt(evening(1)).features.length % CHARGE_INPUTS, 0);
  });

  it('learns the same from the same, whenever it is asked', () => {
    const own = learner([night(0)]);
    assert.deepEqual(own.examplesAt(evening(1)), own.examplesAt(evening(1)));
  });

  it('keeps what it lives through for two weeks', () => {
    const own = learner([night(0)]);
    const one = own.examplesAt(evening(1)).count;
    for (let number = 1; number <= 13; number += 1) {
      own.live([night(number)], evening(number + 1));
    }
    assert.equal(own.endedBefore(evening(14)).length, 1);
    assert.ok(own.examplesAt(evening(14)).count > 10 * one);
    own.live([], evening(40));
    assert.equal(own.examplesAt(evening(40)).count, 0);
  });
});

describe('the policy of vehicles that learn', () => {
  const stay = { prices: new Float64Array(1), required: 0 };
  const rule = () => () => IDLE;

  it('is a rule until the first model, and at each hour the model of that hour', () => {
    const policy = new LearntPolicy(rule);
    assert.equal(policy.now(vehicle, stay)({} as never), IDLE);
    const charges = new Float64Array((CHARGE_INPUTS + 1) * 3);
    charges[charges.length - 1] = 1; // the bias of charging
    policy.learn(100, charges);
    const situation = {
      energy: 5,
      required: 10,
      localHour: 3,
      hoursLeft: 4,
      known: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    };
    assert.equal(policy.now(vehicle, stay)(situation), CHARGE);
    assert.equal(policy.at(100)(vehicle, stay)(situation), CHARGE);
    assert.equal(policy.at(99)(vehicle, stay)(situation), IDLE);
  });

  it('is judged between charging at once and perfect foresight, by the stays that ended in the day', () => {
    const own = learner([night(0), night(1)]);
    const idle = savingOfDay([own], prices, evening(1), new LearntPolicy(rule));
    // 8 kWh are missing, two whole hours of 5: at once in the evening at 0.45 €, at night at 0.1 €, each over 0.9
    assert.equal(idle.saving.stays, 1);
    assert.equal(idle.saving.uncontrolledEuro, (10 * 0.45) / 0.9);
    assert.ok(idle.saving.optimumEuro < (10 * 0.1) / 0.9, 'and it sells in the evening what it buys at night');
    assert.ok((idle.saving.shareOfOptimumPercent ?? 0) > 50);
    assert.equal(idle.missedDepartures, 0, 'the shield charges what an idle policy does not');
    const greedy = savingOfDay([own], prices, evening(1), new LearntPolicy(() => () => CHARGE));
    assert.ok((greedy.saving.shareOfOptimumPercent ?? 0) <= 0);
    assert.equal(savingOfDay([own], prices, evening(5), new LearntPolicy(rule)).saving.shareOfOptimumPercent, null);
  });
});

describe('the task that vehicles train for', () => {
  it('fits its first model, and asks for an eighth of the vehicles', () => {
    const { task, first } = chargeTask('a task', 100, ['AMSP', 'BMSP', 'CMSP']);
    assert.equal(first.length, 8 * task.model.parameters);
    assert.equal(task.initialModelHash, modelHash({ parameters: new Float64Array(task.model.parameters) }));
    assert.equal(task.minimumClients, 12);
    assert.equal(chargeTask('a task', 8, []).task.minimumClients, 3);
  });

  it('draws half of the vehicles, and all of a few', () => {
    assert.equal(chargeTask('a task', 100, []).task.cohortShare, 500_000);
    assert.equal(chargeTask('a task', 16, []).task.cohortShare, 1_000_000);
  });
});
