// SPDX-License-Identifier: Apache-2.0

/** A rule that samples broke. All values are integers in the unit of the quantity judged. */
export interface Finding<Rule extends string> {
  readonly rule: Rule;
  /** Index of the first offending sample. */
  readonly index: number;
  /** How many samples, or runs of samples, offend. */
  readonly count: number;
  /** What was seen at `index`. */
  readonly value: number;
  /** The threshold it passed. */
  readonly limit: number;
}

/** What a rule says about one sample: nothing, or the value and the limit it passed. */
export type Judgement = { readonly value: number; readonly limit: number } | undefined;

/** Applies a rule to every index below `count`; at most one finding, for the first offence. */
export function judgeEach<Rule extends string>(
  rule: Rule,
  count: number,
  judge: (index: number) => Judgement,
): Finding<Rule>[] {
  let first: { readonly index: number; readonly value: number; readonly limit: number } | undefined;
  let offences = 0;
  for (let index = 0; index < count; index += 1) {
    const judgement = judge(index);
    if (judgement !== undefined) {
      offences += 1;
      first ??= { index, value: Math.round(judgement.value), limit: Math.round(judgement.limit) };
    }
  }
  return first === undefined ? [] : [{ rule, ...first, count: offences }];
}

/** The judgement on a value that must lie between two limits, both allowed. */
export function outside(value: number, least: number, greatest: number): Judgement {
  if (value < least) {
    return { value, limit: least };
  }
  return value > greatest ? { value, limit: greatest } : undefined;
}
