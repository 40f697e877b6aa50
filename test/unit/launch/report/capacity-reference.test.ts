// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxCapacityErrorPercent, readCapacityReference } from '@wattpass/launch';

describe('capacity reference', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattpass-launch-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (text: string): void => {
    writeFileSync(join(folder, 'capacity.csv'), text);
  };

  it('reads the capacities of each cell in µAh', async () => {
    write(
      'cell,cycle,capacity_ah,discharge_end_s,coulomb_count_ah\nA,1,1.856487,3690.2,1.86\nA,2,1.8,1,1\nB,1,2,1,1\n',
    );
    const { byCell, problem } = await readCapacityReference(folder);
    assert.equal(problem, null);
    assert.deepEqual(
      byCell.get('A')?.map(({ cycle, capacityMicroampHours }) => ({ cycle, capacityMicroampHours })),
      [
        { cycle: 1, capacityMicroampHours: 1_856_487 },
        { cycle: 2, capacityMicroampHours: 1_800_000 },
      ],
    );
    assert.equal(byCell.get('B')?.[0]?.capacityMicroampHours, 2_000_000);
  });

  it('is empty, and no problem, where there is no such file', async () => {
    assert.deepEqual(await readCapacityReference(folder), { byCell: new Map(), problem: null });
  });

  it('names the place that cannot be read', async () => {
    write('cell,cycle,soh\n');
    assert.match((await readCapacityReference(folder)).problem ?? '', /^capacity.csv:1: the columns/);
    write('cell,cycle,capacity_ah\nA,1,1.8\nA,two,1.8\n');
    assert.match((await readCapacityReference(folder)).problem ?? '', /^capacity.csv:3: /);
    write('cell,cycle,capacity_ah\nA,1,\n');
    assert.match((await readCapacityReference(folder)).problem ?? '', /^capacity.csv:2: /);
  });
});

describe('greatest capacity error', () => {
  const at = (cycle: number, capacityMicroampHours: number) => ({ cycle, capacityMicroampHours });

  it('is in percent of the reference, over all cycles that have both', () => {
    const assessed = [at(1, 2_000_000), at(2, 1_980_000), at(3, 1)];
    const reference = [at(1, 2_000_000), at(2, 2_000_000), at(4, 5)];
    assert.equal(maxCapacityErrorPercent(assessed, reference), 1);
  });

  it('is null where nothing can be compared', () => {
    assert.equal(maxCapacityErrorPercent([at(1, 2)], []), null);
    assert.equal(maxCapacityErrorPercent([at(1, 2)], [at(2, 2)]), null);
  });
});
