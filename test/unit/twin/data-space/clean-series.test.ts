// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { cleanSeries, compress, resample, type DataSpaceErrorCode, type Series } from '@wattpass/twin';

const expected = { ratedAmpHours: 2, nominalVolts: 3.6 };
const none = { notFinite: 0, outOfRange: 0, disordered: 0, repeated: 0, conflicting: 0, spikes: 0, gaps: 0 };

type Row = [number, number, number, number];

/** 100 rows, 10 s apart: 2 A out of a cell whose voltage falls by 5 mV and which warms by 10 mK a row. */
function rows(): Row[] {
  return Array.from({ length: 100 }, (_, index) => [10 * index, 4 - index / 200, -2, 24 + index / 100]);
}

function seriesOf(all: readonly Row[]): Series {
  const column = (place: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(all, (row) => row[place]);
  return { seconds: column(0), volts: column(1), amps: column(2), celsius: column(3) };
}

const changed = (change: (all: Row[]) => void): Series => {
  const all = rows();
  change(all);
  return seriesOf(all);
};

describe('cleaning a series', () => {
  it('leaves a sound one as it is', () => {
    assert.deepEqual(cleanSeries(seriesOf(rows()), expected), { series: seriesOf(rows()), repairs: none });
  });

  it('puts rows in order of time and counts them', () => {
    const swapped = changed((all) => ([all[40], all[41]] = [all[41]!, all[40]!]));
    assert.deepEqual(cleanSeries(swapped, expected), { series: seriesOf(rows()), repairs: { ...none, disordered: 1 } });
  });

  it('drops repeated rows, and of conflicting ones all but the first', () => {
    const doubled = changed((all) => all.splice(50, 0, [...all[50]!]));
    assert.deepEqual(cleanSeries(doubled, expected), { series: seriesOf(rows()), repairs: { ...none, repeated: 1 } });
    const conflict = changed((all) => all.splice(51, 0, [500, 3.7, -2, 24.5]));
    assert.deepEqual(cleanSeries(conflict, expected), {
      series: seriesOf(rows()),
      repairs: { ...none, conflicting: 1 },
    });
  });

  it('drops what no sensor shows, spikes under steady current, and what is no number', () => {
    const faulty = changed((all) => {
      all[10]![1] = 9;
      all[20]![3] = -100;
      all[30]![2] = NaN;
      all[60]![1] = 3.2; // neighbours show about 3.7 V; 5 % of 3.6 V is 0.18 V
    });
    const { series, repairs } = cleanSeries(faulty, expected);
    assert.deepEqual(repairs, { ...none, outOfRange: 2, notFinite: 1, spikes: 1 });
    assert.equal(series.seconds.length, 96);
  });

  it('counts gaps and fills none', () => {
    const gap = changed((all) => {
      all.splice(90, 0).forEach(([time, ...rest]) => all.push([time + 45, ...rest]));
    });
    const late = changed((all) => {
      all.forEach((row, index) => (row[0] += index > 94 ? 101 : 0));
    });
    assert.equal(cleanSeries(gap, expected).repairs.gaps, 0); // 55 s is not ten times 10 s
    assert.throws(() => cleanSeries(late, expected), { code: 'GAP' }); // 111 s of 1,091 s are over a twentieth
    const limits = { greatestDroppedShare: 0.1, greatestDisorderedShare: 0.1, greatestGapShare: 0.2, leastRows: 2 };
    const { series, repairs } = cleanSeries(late, expected, limits);
    assert.deepEqual([series.seconds.length, repairs.gaps], [100, 1]);
  });

  const refusals: readonly [DataSpaceErrorCode, Series][] = [
    [
      'UNIT_VOLTAGE',
      changed((all) => {
        all.forEach((row) => (row[1] *= 1000));
      }),
    ],
    [
      'UNIT_CURRENT',
      changed((all) => {
        all.forEach((row) => (row[2] *= 1000));
      }),
    ],
    [
      'UNIT_TEMPERATURE',
      changed((all) => {
        all.forEach((row) => (row[3] += 273.15));
      }),
    ],
    [
      'UNIT_TIME',
      changed((all) => {
        all.forEach((row) => (row[0] *= 1000));
      }),
    ],
    ['TIME_ORDER', changed((all) => all.reverse())],
    [
      'TOO_MANY_FAULTS',
      changed((all) => {
        all.slice(0, 11).forEach((row) => (row[1] = NaN));
      }),
    ],
    ['TOO_SHORT', seriesOf(rows().slice(0, 1))],
    ['LENGTHS_DIFFER', { ...seriesOf(rows()), celsius: new Float64Array(99) }],
  ];
  for (const [code, series] of refusals) {
    it(`refuses with ${code}`, () => {
      assert.throws(() => cleanSeries(series, expected), { name: 'DataSpaceError', code });
    });
  }
});

describe('resampling', () => {
  it('is linear between rows and leaves gaps out', () => {
    const series = seriesOf([
      [0, 4, -1, 20],
      [10, 3, -2, 30],
      [100, 2, -2, 30],
    ]);
    const even = resample(series, 5, 50);
    assert.deepEqual([...even.seconds], [0, 5, 10, 100]);
    assert.deepEqual([...even.volts], [4, 3.5, 3, 2]);
    assert.deepEqual([...even.amps], [-1, -1.5, -2, -2]);
  });
});

describe('compression', () => {
  it('keeps what a straight line does not give back', () => {
    const bent = seriesOf(rows().map(([time, , amps, celsius], index) => [time, index < 50 ? 4 : 3, amps, celsius]));
    const small = compress(bent, { volts: 0.01, amps: 0.01, celsius: 0.01 });
    assert.deepEqual([...small.seconds], [0, 490, 500, 990]);
    assert.deepEqual([...small.volts], [4, 4, 3, 3]);
  });
});
