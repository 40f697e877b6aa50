// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  correctedBy,
  dischargeCurve,
  initialSoc,
  learnVoltageSchedule,
  referenceCurve,
  socDeviation,
  stepSoc,
  syntheticCell,
  syntheticDischarge,
  voltageAt,
  VOLTAGE_NODES,
  type DischargeCurve,
  type FilteredBattery,
} from '@wattpass/twin';

const table = (value: (depth: number) => number): Float64Array =>
  Float64Array.from({ length: VOLTAGE_NODES }, (_, node) => value(node / (VOLTAGE_NODES - 1)));

describe('the state of charge filter', () => {
  const battery: FilteredBattery = {
    ampHours: 2,
    nominalVolts: 3.6,
    voltage: { openVolts: table((depth) => 4 - depth), ohms: table(() => 0.1), celsius: table(() => 25) },
  };

  it('is the extended Kalman filter, step by step', () => {
    // By hand: slope 1 V; after 36 s at a mean of −1 A, 0.5 − 0.01/2·... = 0.495. Expected 3.495 − 0.2 = 3.295 V at −2 A.
    // P: soc 0.0625 + 3.6e-5 = 0.062536, ohms 1e-4 + 3.6e-9 = 1.000036e-4. S = 0.062536 + 4·1.000036e-4 + 0.054² = 0.06585201.
    // innovation 0.105; soc 0.495 + 0.062536/S·0.105 = 0.594712, ohms −2·1.000036e-4/S·0.105 = −3.1891e-4.
    const after = stepSoc(battery, initialSoc(0.5, battery), { seconds: 36, volts: 3.4, amps: -2, celsius: 25 });
    assert.ok(Math.abs(after.soc - 0.594712) < 2e-5, String(after.soc));
    assert.ok(Math.abs(after.excessOhms + 3.1891e-4) < 1e-6, String(after.excessOhms));
    assert.ok(Math.abs(socDeviation(after) - Math.sqrt(0.062536 - 0.062536 ** 2 / 0.065852)) < 1e-4);
  });

  it('stays between empty and full whatever it is shown', () => {
    let state = initialSoc(0.9, battery);
    for (const volts of [9, 9, 9, -5, -5, -5]) {
      state = stepSoc(battery, state, { seconds: 10, volts, amps: -2, celsius: 25 });
      assert.ok(state.soc >= 0 && state.soc <= 1);
    }
  });
});

describe('the voltage schedule', function () {
  this.timeout(20_000); // on a busy machine

  const rated = { capacityMicroampHours: 2_000_000, endOfDischargeMicrovolts: 2_700_000 };
  const aged = (seed: number) => {
    const cell = syntheticCell({ seed });
    const curves: DischargeCurve[] = Array.from({ length: 15 }, (_, index) => {
      return dischargeCurve(syntheticDischarge(cell, 1 + index * 10, { intervalMs: 10_000 }), rated)!;
    });
    return { curves, reference: referenceCurve(curves)! };
  };
  const [one, two, held] = [aged(1), aged(2), aged(3)];
  const schedule = learnVoltageSchedule([one, two]);

  it('gives a worn battery more resistance', () => {
    const middle = (share: number): number => voltageAt(schedule, share).ohms[50]!;
    assert.ok(middle(0.7) > 1.2 * middle(1), `${middle(0.7)} against ${middle(1)}`);
  });

  it('leads a filter that starts 20 points wrong to within three', () => {
    const curve = held.curves.at(-1)!;
    const share = curve.totalAmpHours / held.reference.capacityAmpHours;
    const correction = correctedBy(schedule, undefined, held.curves.at(-2)!, share);
    const battery = {
      ampHours: curve.totalAmpHours,
      nominalVolts: 3.6,
      voltage: voltageAt(schedule, share, correction),
    };
    let state = initialSoc(0.8, battery);
    for (let index = 0; index < curve.seconds.length; index += 1) {
      const seconds = index === 0 ? 0 : curve.seconds[index]! - curve.seconds[index - 1]!;
      const [volts, amps] = [curve.volts[index]! + (index % 2 === 0 ? 0.01 : -0.01), -1.02 * curve.amps[index]!];
      state = stepSoc(battery, state, { seconds, volts, amps, celsius: curve.celsius[index]! });
      const truth = 1 - curve.ampHours[index]! / curve.totalAmpHours;
      assert.ok(
        curve.seconds[index]! < 600 || Math.abs(state.soc - truth) < 0.03,
        `${index}: ${state.soc} for ${truth}`,
      );
    }
  });

  it('needs discharges that begin at rest', () => {
    const late = { ...one.curves[0]! };
    delete (late as { onsetOhms?: number }).onsetOhms;
    assert.throws(() => learnVoltageSchedule([{ ...one, curves: [late] }]), RangeError);
  });
});
