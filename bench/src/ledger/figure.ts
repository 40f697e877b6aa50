// SPDX-License-Identifier: Apache-2.0
import type { CpuSeconds, Measured } from './cpu-meter.js';
import type { Rate } from './rate.js';

/** A rate with the CPU time behind it. */
export interface Figure extends Rate {
  /** CPU milliseconds that a call took, by part, and all parts together; undefined where /proc is absent. */
  readonly cpuMillisPerCall: { readonly all: number; readonly [part: string]: number } | undefined;
  /** Each part's share of the CPU time that was used for the calls. */
  readonly cpuShares: Readonly<Record<string, number>> | undefined;
  /** Share of the machine's CPU time that went into something else: where it is more than a little, rates say less. */
  readonly othersShare: number | undefined;
}

/** A figure in keys a second, many to a transaction; times are those of a transaction. */
export interface KeyFigure extends Figure {
  readonly keysPerTransaction: number;
}

/** A measurement as it is reported. */
export function figure({ result, cpu }: Measured<Rate>): Figure {
  const { calls, perSecond, p50, p95 } = result;
  const rate = { calls, perSecond: round(perSecond), p50: round(p50), p95: round(p95) };
  if (cpu === undefined) {
    return { ...rate, cpuMillisPerCall: undefined, cpuShares: undefined, othersShare: undefined };
  }
  const { others = 0, ...parts } = cpu;
  const own = Object.values(parts).reduce((sum, seconds) => sum + seconds, 0);
  const each = (of: (seconds: number) => number): Record<string, number> =>
    Object.fromEntries(Object.entries(parts).map(([part, seconds]) => [part, round(of(seconds))]));
  return {
    ...rate,
    cpuMillisPerCall: { all: round((own * 1000) / calls), ...each((seconds) => (seconds * 1000) / calls) },
    cpuShares: each((seconds) => seconds / own),
    othersShare: round(others / (own + others)),
  };
}

/** A measurement of transactions of many keys, in keys a second. */
export function keysOf(measured: Measured<Rate>, keysPerTransaction: number): KeyFigure {
  const { perSecond, ...rest } = figure(measured);
  return { ...rest, perSecond: round(perSecond * keysPerTransaction), keysPerTransaction };
}

/** Several measurements of one thing as one. */
export function together(turns: readonly Measured<Rate>[]): Measured<Rate> {
  const rates = turns.map(({ result }) => result);
  const sum = (of: (rate: Rate) => number): number => rates.reduce((total, rate) => total + of(rate), 0);
  const calls = sum((rate) => rate.calls);
  const result = {
    calls,
    perSecond: calls / sum((rate) => rate.calls / rate.perSecond),
    p50: sum(({ p50 }) => p50) / rates.length,
    p95: sum(({ p95 }) => p95) / rates.length,
  };
  return { result, cpu: added(turns.map(({ cpu }) => cpu)) };
}

function added(turns: readonly (CpuSeconds | undefined)[]): CpuSeconds | undefined {
  const total: Record<string, number> = {};
  for (const turn of turns) {
    if (turn === undefined) {
      return undefined;
    }
    for (const [part, seconds] of Object.entries(turn)) {
      total[part] = (total[part] ?? 0) + seconds;
    }
  }
  return total;
}

/** Four digits say all that a measurement is good for. */
export function round(value: number): number {
  return Number(value.toPrecision(4));
}
