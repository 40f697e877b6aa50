// SPDX-License-Identifier: Apache-2.0
import { at } from '../math/at.js';
import { leastSquares } from '../math/least-squares.js';
import { median } from '../median.js';
import type { DischargeCurve } from './discharge-curve.js';
import { voltsByShare, type ReferenceCurve } from './reference-curve.js';

/** Nodes of the tables, at even depths of discharge from 0 (full) to 1 (empty). */
export const VOLTAGE_NODES = 101;

/** What voltage a battery shows at a depth of discharge under load: V(x) = U(x) − I·R(x). */
export interface LoadedVoltage {
  /** U, V: the reference's voltage with the drop over its resistance added back. */
  readonly openVolts: Float64Array;
  /** R, Ω: all that lowers the voltage per ampere once the load has been on for a while, whatever its cause. */
  readonly ohms: Float64Array;
  /** °C at which R holds, by depth. */
  readonly celsius: Float64Array;
}

/** How a loaded voltage follows from the share of the reference capacity that is left: R(x) = base(x) + rise(x)·(1 − share). */
export interface VoltageSchedule {
  readonly openVolts: Float64Array;
  readonly base: Float64Array;
  readonly rise: Float64Array;
  readonly celsius: Float64Array;
}

/** A battery whose full discharges teach a schedule. */
export interface AgedBattery {
  readonly reference: ReferenceCurve;
  readonly curves: readonly DischargeCurve[];
}

/**
 * Learns from batteries of one kind how resistance grows with age at each depth, by straight lines, which also reach batteries
 * older than any seen.
 * @throws RangeError if there are no full discharges with a step at load onset.
 */
export function learnVoltageSchedule(batteries: readonly AgedBattery[]): VoltageSchedule {
  const curves = batteries.flatMap(({ reference, curves: all }) =>
    all
      .filter(({ isFull }) => isFull)
      .map((curve) => ({ curve, share: curve.totalAmpHours / reference.capacityAmpHours })),
  );
  const openVolts = meanOf(batteries.map(openVoltsOf));
  const sampled = curves.map(({ curve }) => ohmsByDepth(curve, openVolts));
  const ages = curves.map(({ share }) => Float64Array.of(1, 1 - share));
  const lines = Array.from({ length: VOLTAGE_NODES }, (_, node) =>
    leastSquares(
      ages,
      sampled.map((ohms) => at(ohms, node)),
    ),
  );
  return {
    openVolts,
    base: Float64Array.from(lines, (line) => at(line, 0)),
    rise: Float64Array.from(lines, (line) => at(line, 1)),
    celsius: meanOf(curves.map(({ curve }) => celsiusByDepth(curve))),
  };
}

/** What a battery of an age shows; `correction` in Ω by depth is what its own history taught beyond the schedule. */
export function voltageAt(schedule: VoltageSchedule, share: number, correction?: Float64Array): LoadedVoltage {
  const ohms = schedule.base.map(
    (base, node) => base + at(schedule.rise, node) * (1 - share) + (correction?.[node] ?? 0),
  );
  return { openVolts: schedule.openVolts, ohms, celsius: schedule.celsius };
}

/** How far a correction moves towards what a battery's latest full discharge showed. */
const GAIN = 0.3;

/**
 * The correction after one more full discharge of the battery: an exponentially weighted mean, so memory does not grow.
 * @param share The capacity that was measured, as a share of the reference.
 */
export function correctedBy(
  schedule: VoltageSchedule,
  correction: Float64Array | undefined,
  curve: DischargeCurve,
  share: number,
): Float64Array {
  const expected = voltageAt(schedule, share).ohms;
  const seen = ohmsByDepth(curve, schedule.openVolts).map((ohms, node) => ohms - at(expected, node));
  return correction === undefined ? seen : correction.map((before, node) => before + GAIN * (at(seen, node) - before));
}

function openVoltsOf({ reference, curves }: AgedBattery): Float64Array {
  const first = curves.filter(({ isFull, onsetOhms }) => isFull && onsetOhms !== undefined).slice(0, 5);
  const ohms = median(first.flatMap(({ onsetOhms }) => onsetOhms ?? []));
  const amps = median(first.map(usualAmps));
  if (ohms === undefined || amps === undefined) {
    throw new RangeError('batteries: full discharges that begin at rest');
  }
  const every = (reference.volts.length - 1) / (VOLTAGE_NODES - 1);
  return Float64Array.from(
    { length: VOLTAGE_NODES },
    (_, node) => at(reference.volts, Math.round(node * every)) + ohms * amps,
  );
}

function ohmsByDepth(curve: DischargeCurve, openVolts: Float64Array): Float64Array {
  const amps = usualAmps(curve);
  return voltsByShare(curve, VOLTAGE_NODES).map((volts, node) => (at(openVolts, node) - volts) / amps);
}

function celsiusByDepth(curve: DischargeCurve): Float64Array {
  return voltsByShare({ ...curve, volts: curve.celsius }, VOLTAGE_NODES);
}

function usualAmps({ amps }: DischargeCurve): number {
  return median(amps) ?? NaN;
}

function meanOf(tables: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: VOLTAGE_NODES }, (_, node) => {
    return tables.reduce((sum, table) => sum + at(table, node), 0) / tables.length;
  });
}
