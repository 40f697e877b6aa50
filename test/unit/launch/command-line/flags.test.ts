// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  choice,
  CommandLineError,
  decimal,
  describeFlags,
  integer,
  path,
  readFlags,
  text,
  toggle,
} from '@wattpass/launch';

const flags = {
  headless: toggle('without a person'),
  share: decimal('SHARE', 'a share', 0.1, 1),
  cells: integer('N', 'how many', 1, 50),
  ledger: choice(['devpeer', 'fabric'], 'which ledger'),
  state: path('DIR', 'where'),
  battery: text('ID', 'which', /^B\d+$/, 'B and digits'),
};

function refusalOf(...args: string[]): string {
  try {
    readFlags(flags, args);
  } catch (error) {
    assert.ok(error instanceof CommandLineError);
    return error.message;
  }
  return assert.fail('nothing was refused');
}

describe('flags', () => {
  it('reads values in their types, and leaves out what was not given', () => {
    assert.deepEqual(
      readFlags(flags, ['--headless', '--share', '0.7', '--cells=3', '--ledger', 'fabric', '--battery', 'B5']),
      { headless: true, share: 0.7, cells: 3, ledger: 'fabric', battery: 'B5' },
    );
    assert.deepEqual(readFlags(flags, []), {});
  });

  it('keeps an absolute path', () => {
    assert.deepEqual(readFlags(flags, ['--state', '/var/x']), { state: '/var/x' });
  });

  it('refuses unknown flags, stray words and missing values', () => {
    assert.match(refusalOf('--colour'), /--colour/);
    assert.match(refusalOf('stray'), /stray/);
    assert.match(refusalOf('--share'), /--share/);
    assert.match(refusalOf('--headless=yes'), /--headless/);
  });

  it('names flag and rule of every bad value at once', () => {
    assert.deepEqual(refusalOf('--share', '1.5', '--cells', '2.5', '--ledger', 'etcd').split('\n'), [
      '--share: a number from 0.1 to 1, not "1.5"',
      '--cells: a whole number from 1 to 50, not "2.5"',
      '--ledger: one of devpeer, fabric, not "etcd"',
    ]);
    assert.equal(refusalOf('--battery', 'X'), '--battery: B and digits, not "X"');
    assert.equal(refusalOf('--state='), '--state: a path');
  });

  it('takes no number in another notation', () => {
    for (const given of ['', '1e0', ' 1', '0x1', 'NaN', '-1']) {
      assert.match(refusalOf(`--share=${given}`), /a number from/, given);
    }
  });

  it('refuses a flag given twice', () => {
    assert.equal(refusalOf('--cells', '1', '--cells', '2'), '--cells: once');
  });

  it('describes every flag in a line', () => {
    const lines = describeFlags(flags).split('\n');
    assert.equal(lines.length, 6);
    assert.match(lines[0] ?? '', /^ {2}--headless +without a person$/);
    assert.match(lines[3] ?? '', /^ {2}--ledger devpeer\|fabric +which ledger$/);
  });
});
