// SPDX-License-Identifier: Apache-2.0
import { sampleCount, type SampleColumns } from '@wattpass/telemetry';
import { chargeBetween } from '../charge.js';
import { at } from '../math/at.js';
import { quantile } from '../math/quantile.js';
import type { RatedValues } from '../rated-values.js';

/** What a chunk shows of a battery's behaviour, in figures that should not move from one chunk of a kind to the next. */
export interface Behaviour {
  /** The 99th percentile of |dV/dt| while the current is steady, V/s. */
  readonly voltsPerSecond: number;
  /** Warming over the chunk, K. */
  readonly kelvin: number;
  /** Seconds under constant charging current; 0 in a discharge. */
  readonly constantCurrentSeconds: number;
  /** Seconds under falling charging current at constant voltage. */
  readonly constantVoltageSeconds: number;
}

/** Currents above this C-rate count as charging; a current within this share of the greatest is constant. */
const [CHARGING_C_RATE, CONSTANT_SHARE, STEADY_C_RATE] = [0.05, 0.05, 0.05] as const;

/** Works out a chunk's behaviour in one pass over its samples. */
export function behaviourOf(columns: SampleColumns, rated: RatedValues): Behaviour {
  const { timeMs, microvolts, microamps, millicelsius } = columns;
  const greatest = microamps.reduce((most, current) => Math.max(most, current), 0);
  const charging = CHARGING_C_RATE * rated.capacityMicroampHours;
  const rates: number[] = [];
  let [constantCurrent, constantVoltage] = [0, 0];
  for (let index = 1; index < sampleCount(columns); index += 1) {
    const seconds = (at(timeMs, index) - at(timeMs, index - 1)) / 1e3;
    const current = at(microamps, index);
    if (seconds > 0 && Math.abs(current - at(microamps, index - 1)) <= STEADY_C_RATE * rated.capacityMicroampHours) {
      rates.push(Math.abs(at(microvolts, index) - at(microvolts, index - 1)) / 1e6 / seconds);
    }
    if (current >= charging) {
      const isConstant = current >= (1 - CONSTANT_SHARE) * greatest;
      constantCurrent += isConstant ? seconds : 0;
      constantVoltage += isConstant ? 0 : seconds;
    }
  }
  const warmest = millicelsius.reduce((most, value) => Math.max(most, value), -Infinity);
  return {
    voltsPerSecond: rates.length === 0 ? 0 : quantile(rates, 0.99),
    kelvin: (warmest - at(millicelsius, 0)) / 1e3,
    constantCurrentSeconds: constantCurrent,
    constantVoltageSeconds: constantVoltage,
  };
}

/** Energy that went into a battery (negative: out of it) over a chunk, Wh, by the trapezoidal rule. */
export function wattHours(columns: SampleColumns): number {
  const { timeMs, microvolts, microamps } = columns;
  let sum = 0;
  for (let index = 1; index < sampleCount(columns); index += 1) {
    const charge = chargeBetween({ timeMs, microamps }, index - 1, index) / 1e6;
    sum += (charge * (at(microvolts, index) + at(microvolts, index - 1))) / 2 / 1e6;
  }
  return sum;
}

/** What a charge delivered against what was asked for. */
export type DeliveryFault = 'over-delivered' | 'under-delivered';

/** Meters of class B may be wrong by 1 % (MID), and a car may stop early; more than this above the request is an anomaly. */
const [OVER, UNDER] = [1.02, 0.5] as const;

/** Judges delivered energy against requested; undefined where there is nothing odd, or nothing was requested. */
export function judgeDelivery(requestedWattHours: number, deliveredWattHours: number): DeliveryFault | undefined {
  if (!(requestedWattHours > 0)) {
    return undefined;
  }
  const share = deliveredWattHours / requestedWattHours;
  if (share > OVER) {
    return 'over-delivered';
  }
  return share < UNDER ? 'under-delivered' : undefined;
}
