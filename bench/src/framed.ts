// SPDX-License-Identifier: Apache-2.0
import { UsageError } from './flags.js';

const [BEGIN, END] = ['<!-- results: begin -->', '<!-- results: end -->'];

/** A document with new results in the place that it keeps for them. @throws UsageError where it keeps none. */
export function framed(document: string, file: string): (results: string) => string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new UsageError(`--out: ${file} has no place for results between ${BEGIN} and ${END}`);
  }
  return (results) => `${document.slice(0, begin)}${BEGIN}\n\n${results}\n${document.slice(end)}`;
}
