// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dischargeFile, readAgeingFolder, RecordingError, type RecordedCycle } from '@wattpass/fleet';

const HEADER = 'cycle,time_s,voltage_v,current_a,temperature_c';

describe('discharge file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattpass-fleet-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (lines: readonly string[], ending = '\n', name = 'C1_discharge.csv'): string => {
    const file = join(folder, name);
    writeFileSync(file, lines.join(ending));
    return file;
  };

  const readAll = async (file: string): Promise<RecordedCycle[]> => {
    const cycles: RecordedCycle[] = [];
    for await (const cycle of dischargeFile(file, 'C1').cycles()) {
      cycles.push(cycle);
    }
    return cycles;
  };

  const refusalOf = async (lines: readonly string[]): Promise<RecordingError> => {
    const error: unknown = await readAll(write(lines)).catch((reason: unknown) => reason);
    assert.ok(error instanceof RecordingError, `no refusal but ${String(error)}`);
    assert.equal(error.file, 'C1_discharge.csv');
    return error;
  };

  it('cuts the lines into cycles and scales them to integers', async () => {
    const [first, second, ...others] = await readAll(
      write([HEADER, '1,0.0,4.1915,-0.0049,24.33', '1,16.8,4.1907,-0.0015,24.33', '2,0.0,4.19,-2.0125,25', '']),
    );
    assert.deepEqual(others, []);
    assert.equal(first?.cycle, 1);
    assert.deepEqual([...first.columns.timeMs], [0, 16_800]);
    assert.deepEqual([...first.columns.microvolts], [4_191_500, 4_190_700]);
    assert.deepEqual([...first.columns.microamps], [-4_900, -1_500]);
    assert.deepEqual([...first.columns.millicelsius], [24_330, 24_330]);
    assert.equal(second?.cycle, 2);
    assert.deepEqual([...second.columns.microamps], [-2_012_500]);
    assert.deepEqual([...second.columns.millicelsius], [25_000]);
  });

  it('reads columns in another order and Windows line ends', async () => {
    const cycles = await readAll(write(['voltage_v,cycle,temperature_c,time_s,current_a', '3.5,7,20,1.5,-1'], '\r\n'));
    assert.equal(cycles.length, 1);
    assert.equal(cycles[0]?.cycle, 7);
    assert.deepEqual([...cycles[0].columns.timeMs], [1500]);
    assert.deepEqual([...cycles[0].columns.microvolts], [3_500_000]);
  });

  it('gives the whole cycles before a bad line, then names file, line and rule', async () => {
    const file = write([HEADER, '1,0,4,-1,20', '2,0,4,-1,20', '2,1,four,-1,20']);
    const seen: number[] = [];
    const error: unknown = await (async () => {
      for await (const { cycle } of dischargeFile(file, 'C1').cycles()) {
        seen.push(cycle);
      }
      return undefined;
    })().catch((reason: unknown) => reason);
    assert.deepEqual(seen, [1]);
    assert.ok(error instanceof RecordingError);
    assert.equal(error.line, 4);
    assert.match(error.rule, /^voltage_v: .*"four"$/);
    assert.equal(error.message, `C1_discharge.csv:4: ${error.rule}`);
  });

  const bad: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ['an empty file', [''], 1, /header|column/],
    ['a file with a header alone', [HEADER], 2, /at least one measurement/],
    ['an unknown column', [`${HEADER},humidity`, '1,0,4,-1,20,50'], 1, /unknown column "humidity"/],
    ['a missing column', ['cycle,time_s,voltage_v,current_a', '1,0,4,-1'], 1, /"temperature_c" is missing/],
    ['a column twice', [`${HEADER},cycle`, '1,0,4,-1,20,1'], 1, /twice/],
    ['a line with too few fields', [HEADER, '1,0,4,-1'], 2, /5 fields, not 4/],
    ['a line with too many fields', [HEADER, '1,0,4,-1,20,9'], 2, /5 fields, not 6/],
    ['an empty line in between', [HEADER, '1,0,4,-1,20', '', '1,1,4,-1,20'], 3, /fields/],
    ['an empty value', [HEADER, '1,0,,-1,20'], 2, /voltage_v/],
    ['not a number', [HEADER, '1,0,4,NaN,20'], 2, /current_a/],
    ['a number too large to be one', [HEADER, '1,0,4,-1,1e9'], 2, /temperature_c/],
    ['a negative time', [HEADER, '1,-1,4,-1,20'], 2, /time_s/],
    ['time running backwards', [HEADER, '1,5,4,-1,20', '1,4,4,-1,20'], 3, /time_s: not before .* 5$/],
    ['a cycle that is no whole number', [HEADER, '1.5,0,4,-1,20'], 2, /cycle: a whole number/],
    ['cycle nought', [HEADER, '0,0,4,-1,20'], 2, /cycle/],
    ['cycles running backwards', [HEADER, '3,0,4,-1,20', '2,0,4,-1,20'], 3, /cycle: not before .* 3$/],
  ];
  for (const [what, lines, line, rule] of bad) {
    it(`refuses ${what} at line ${line}`, async () => {
      const error = await refusalOf(lines);
      assert.equal(error.line, line);
      assert.match(error.rule, rule);
    });
  }

  it('finds the cells of a folder by name and looks at nothing else', () => {
    write([HEADER], '\n', 'B2_discharge.csv');
    write([HEADER], '\n', 'B1_discharge.csv');
    write(['anything'], '\n', 'capacity.csv');
    write(['anything'], '\n', 'B1_charge_30s.csv');
    assert.deepEqual(
      readAgeingFolder(folder).map(({ cell }) => cell),
      ['B1', 'B2'],
    );
  });

  it('refuses a folder without recordings, a missing folder and a name that fits no serial number', () => {
    assert.throws(() => readAgeingFolder(folder), /at least one file <cell>_discharge.csv/);
    assert.throws(() => readAgeingFolder(join(folder, 'absent')), /a folder that can be read/);
    write([HEADER], '\n', 'much-too-long-a-name_discharge.csv');
    assert.throws(() => readAgeingFolder(folder), /1 to 16 letters/);
  });
});
