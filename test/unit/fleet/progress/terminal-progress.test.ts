// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { terminalProgress } from '@wattpass/fleet';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text), text: () => written.join('') };
}

describe('terminal progress', () => {
  it('writes plain lines where there is no terminal, one part in twenty', () => {
    const output = recorder(false);
    const progress = terminalProgress(output);
    progress.phase('service');
    for (let done = 1; done <= 41; done += 1) {
      progress.part(done, 41, 'cycles');
    }
    progress.notice('late');
    assert.equal(output.text(), 'service\n  20/41 cycles\n  40/41 cycles\n  41/41 cycles\n  ! late\n');
  });

  it('moves one bar on a terminal and ends its line before the next', () => {
    const output = recorder(true);
    const progress = terminalProgress(output);
    progress.part(1, 2, 'cycles');
    progress.part(2, 2, 'cycles');
    progress.phase('next');
    assert.match(output.text(), /\[#{12}\.{12}\] 1\/2 cycles\r/);
    assert.match(output.text().split('\r').at(-1) ?? '', /\[#{24}\] 2\/2 cycles\nnext\n$/);
    // eslint-disable-next-line no-control-regex -- the escape that clears a line is what is tested
    assert.match(output.text(), /^\r\u001b\[2K/);
  });

  it('counts on where the whole is not known', () => {
    const output = recorder(true);
    terminalProgress(output).part(7, undefined, 'cycles');
    assert.match(output.text(), /7 cycles$/);
  });
});
