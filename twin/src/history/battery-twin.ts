// SPDX-License-Identifier: Apache-2.0
import type { SampleColumns } from '@wattpass/telemetry';
import { assess, type Assessment, type BatteryKnowledge } from '../assessment.js';
import { WHOLE } from '../state-of-health.js';
import { remainingCycles } from '../prediction/remaining-life.js';
import type { Interval } from '../prediction/conformal.js';
import type { RatedValues } from '../rated-values.js';
import { behaviourOf, type Behaviour } from './behaviour.js';
import { unwatched, watch, type Alarm, type Watched } from './cusum.js';
import { capacityDrift, forecast, resistanceDrift, track, type Tracked } from './tracker.js';

/** A quantity of a battery's behaviour that is watched from chunk to chunk. */
export type BehaviourRule = 'voltage-rate' | 'warming' | 'constant-current-time' | 'constant-voltage-time';

/** Everything the twin remembers of a battery. Plain data of bounded size, so that it can be stored as JSON. */
export interface BatteryTwin {
  /** Capacity as a share of the rated one. */
  readonly capacity?: Tracked;
  /** Resistance at load onset, Ω. */
  readonly resistance?: Tracked;
  readonly socMillionths?: number;
  readonly watched: Readonly<Record<string, Watched>>;
}

/** What the twin says after a chunk. Shares are of the rated capacity. */
export interface TwinEstimate {
  readonly assessment: Assessment;
  /** Capacity with a 90 % interval; absent until a first full discharge. */
  readonly soh?: Interval;
  /** The same, some cycles ahead, if the trend goes on. */
  readonly outlook: readonly { readonly cycles: number; readonly soh: Interval }[];
  /** Cycles until the end-of-life share. */
  readonly remainingCycles?: Interval;
  readonly alarms: readonly (Alarm & { readonly rule: BehaviourRule; readonly value: number })[];
}

/** Cycles ahead for which the outlook is given. */
export const OUTLOOK_CYCLES = [10, 25, 50] as const;

const DEVIATIONS_90 = 1.645;

/** A battery that has sent nothing yet. */
export const newTwin: BatteryTwin = { watched: {} };

/** A chunk, with the cycle its header states. */
export interface TwinChunk {
  readonly cycle: number;
  readonly columns: SampleColumns;
}

/**
 * The twin after one more chunk, and what it says. Chunks come in the order of their cycles; one of an earlier cycle is
 * assessed, but teaches nothing.
 * @param endShare End of life as a share of the rated capacity, 0 to 1.
 */
export function twinAfter(
  before: BatteryTwin,
  { cycle, columns }: TwinChunk,
  rated: RatedValues,
  endShare: number,
): { readonly twin: BatteryTwin; readonly estimate: TwinEstimate } {
  const assessment = assess(columns, rated, knowledgeOf(before, rated));
  const isLate = cycle < (before.capacity?.cycle ?? 0) || cycle < (before.resistance?.cycle ?? 0);
  const isSound = assessment.findings.length === 0;
  const learned = isLate || !isSound ? before : learnedFrom(before, cycle, assessment, rated);
  const { watched, alarms } = isSound
    ? watchedAfter(before.watched, behaviourOf(columns, rated), assessment)
    : { watched: before.watched, alarms: [] };
  const twin = { ...learned, socMillionths: assessment.socMillionths, watched };
  return { twin, estimate: { assessment, ...outlookOf(twin, endShare), alarms } };
}

function knowledgeOf({ capacity, socMillionths }: BatteryTwin, rated: RatedValues): BatteryKnowledge {
  return {
    ...(socMillionths !== undefined && { socMillionths }),
    ...(capacity !== undefined && {
      capacityMicroampHours: Math.max(1, Math.round(capacity.level * rated.capacityMicroampHours)),
    }),
  };
}

function learnedFrom(before: BatteryTwin, cycle: number, assessment: Assessment, rated: RatedValues): BatteryTwin {
  const { capacityMicroampHours, resistanceMicroohms } = assessment;
  const share = (capacityMicroampHours ?? NaN) / rated.capacityMicroampHours;
  const ohms = (resistanceMicroohms ?? NaN) / 1e6;
  const { capacity, resistance } = before;
  const scale = resistance?.level ?? ohms;
  const drift = {
    ...resistanceDrift,
    measured: resistanceDrift.measured * scale,
    level: resistanceDrift.level * scale,
  };
  return {
    ...before,
    ...(Number.isFinite(share) && { capacity: track(capacity, cycle, share, capacityDrift) }),
    ...(Number.isFinite(ohms) && { resistance: track(resistance, cycle, ohms, drift) }),
  };
}

/** What is watched, in which unit it cannot be told apart, and by which kind of chunk: kinds are not compared. */
const quantities: readonly (readonly [BehaviourRule, keyof Behaviour, number])[] = [
  ['voltage-rate', 'voltsPerSecond', 0.001],
  ['warming', 'kelvin', 0.5],
  ['constant-current-time', 'constantCurrentSeconds', 60],
  ['constant-voltage-time', 'constantVoltageSeconds', 60],
];

function watchedAfter(
  before: BatteryTwin['watched'],
  behaviour: Behaviour,
  { capacityMicroampHours }: Assessment,
): { readonly watched: BatteryTwin['watched']; readonly alarms: TwinEstimate['alarms'] } {
  const watched = { ...before };
  const alarms: TwinEstimate['alarms'][number][] = [];
  const kind = kindOf(behaviour, capacityMicroampHours);
  for (const [rule, quantity, leastSigma] of quantities) {
    const isOfCharge = quantity.startsWith('constant');
    if (kind !== undefined && isOfCharge === (kind === 'charge')) {
      const value = behaviour[quantity];
      const next = watch(before[rule] ?? unwatched, value, leastSigma);
      watched[rule] = next.watched;
      alarms.push(...(next.alarm === undefined ? [] : [{ rule, value, ...next.alarm }]));
    }
  }
  return { watched, alarms };
}

/** Only full discharges and charges are alike enough to be compared with their own kind. */
function kindOf(behaviour: Behaviour, capacity: number | undefined): 'discharge' | 'charge' | undefined {
  if (behaviour.constantCurrentSeconds > 0 && capacity === undefined) {
    return 'charge';
  }
  return capacity === undefined ? undefined : 'discharge';
}

function outlookOf(
  { capacity }: BatteryTwin,
  endShare: number,
): Pick<TwinEstimate, 'soh' | 'outlook' | 'remainingCycles'> {
  if (capacity === undefined) {
    return { outlook: [] };
  }
  const ahead = (cycles: number): Interval => {
    const { expected, deviation } = forecast(capacity, cycles, capacityDrift);
    return { low: expected - DEVIATIONS_90 * deviation, expected, high: expected + DEVIATIONS_90 * deviation };
  };
  const remaining = remainingCycles(capacity, endShare, capacityDrift);
  return {
    soh: ahead(0),
    outlook: OUTLOOK_CYCLES.map((cycles) => ({ cycles, soh: ahead(cycles) })),
    ...(remaining !== undefined && { remainingCycles: remaining }),
  };
}

/** A share as the ledger takes it: whole millionths, not negative. */
export function millionths(share: number): number {
  return Math.max(0, Math.round(share * WHOLE));
}
