// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';

/** Says something that belongs in the last lines of the whole run: what has run, or why something has not. */
export function remark(line: string): void {
  const file = process.env['WATTPASS_TEST_REMARKS'];
  if (file === undefined) {
    process.stderr.write(`${line}\n`);
  } else {
    appendFileSync(file, `${line}\n`);
  }
}
