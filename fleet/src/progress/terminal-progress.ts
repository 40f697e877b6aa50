// SPDX-License-Identifier: Apache-2.0
import type { Progress } from './progress.js';

/** What a terminal, or a file behind `>`, offers. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const BAR = 24;
/** Without a terminal, a part is worth a line only now and then. */
const PLAIN_STEP = 20;

/** Progress for people: a line for each phase and a moving bar on a terminal, plain lines anywhere else. */
export function terminalProgress(output: Output): Progress {
  let barShown = false;
  const endBar = (): void => {
    if (barShown) {
      output.write('\n');
      barShown = false;
    }
  };
  const line = (text: string): void => {
    endBar();
    output.write(`${text}\n`);
  };
  return {
    phase: line,
    notice: (text) => {
      line(`  ! ${text}`);
    },
    part: (done, total, note) => {
      if (output.isTTY === true) {
        output.write(`\r\u001b[2K  ${bar(done, total)} ${note}`);
        barShown = true;
      } else if (done % PLAIN_STEP === 0 || done === total) {
        line(`  ${total === undefined ? done : `${done}/${total}`} ${note}`);
      }
    },
  };
}

function bar(done: number, total: number | undefined): string {
  if (total === undefined || total === 0) {
    return String(done);
  }
  const filled = Math.min(BAR, Math.round((BAR * done) / total));
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${done}/${total}`;
}
