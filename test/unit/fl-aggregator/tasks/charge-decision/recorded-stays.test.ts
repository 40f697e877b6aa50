// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { recordedStays } from '@wattpass/fl-aggregator';
import { refusedWith } from '../../refused-with.js';

const hourOf = (text: string): number => Date.parse(text) / 3_600_000;
const sound = {
  ...{ unreadable: 0, repeated: 0, backwards: 0, short: 0, outliers: 0 },
  ...{ disordered: 0, rescaled: 0 },
};

describe('a file of charging sessions', () => {
  it('is read as sites write it: other names and order of columns, separators, times and units', () => {
    const expected = {
      arrival: hourOf('2019-05-01T15:00Z'),
      departure: hourOf('2019-05-01T22:00Z'),
      utcOffset: -7,
      deliveredKwh: 12.5,
    };
    for (const [text, utcOffset] of [
      [
        'arrival,departure,requested_kwh,delivered_kwh,session_id\n' +
          '2019-05-01 07:18:45-07:00,2019-05-01 15:52:36-07:00,60.0,12.5,a1\n',
        -7,
      ],
      [
        'kWhDelivered,stationID,connectionTime,disconnectTime,doneChargingTime\n' +
          '12.5,CA-1,"Wed, 01 May 2019 14:18:45 GMT","Wed, 01 May 2019 22:52:36 GMT","Wed, 01 May 2019 16:00:00 GMT"\n',
        0,
      ],
      [
        'TransactionId;ChargePoint;UTCTransactionStart;UTCTransactionStop;TotalEnergy;MaxPower\n' +
          '7;x;2019-05-01 14:18:45;2019-05-01 22:52:36;12,5;3,7\n',
        0,
      ],
      ['start_time,end_time,energy_wh\n2019-05-01T14:18Z,2019-05-01T22:52Z,12500\n', 0],
    ] as const) {
      const { stays, report } = recordedStays(text);
      assert.deepEqual(stays, [{ ...expected, utcOffset }], text);
      assert.deepEqual(report, { rows: 1, kept: 1, ...sound });
    }
  });

  it('is repaired with a count: disordered rows are sorted, single energies in Wh divided by a thousand', () => {
    const { stays, report } = recordedStays(
      [
        'arrival,departure,delivered_kwh',
        '2020-03-02T08:00Z,2020-03-02T17:00Z,20',
        '2020-03-01T08:00Z,2020-03-01T17:00Z,10',
        '2020-03-03T08:00Z,2020-03-03T17:00Z,15300',
        '2020-03-04T08:00Z,2020-03-04T17:00Z,12',
      ].join('\n'),
    );
    assert.deepEqual(
      stays.map(({ deliveredKwh }) => deliveredKwh),
      [10, 20, 15.3, 12],
    );
    assert.deepEqual(report, { rows: 4, kept: 4, ...sound, disordered: 1, rescaled: 1 });
  });

  it('leaves out with a count what cannot be: unreadable, repeated, backwards, too short, too long, too much', () => {
    const { stays, report } = recordedStays(
      [
        'session_id,arrival,departure,delivered_kwh',
        'a,2020-03-01T08:00Z,2020-03-01T17:00Z,10',
        'a,2020-03-01T08:00Z,2020-03-01T17:00Z,10',
        'b,2020-03-01T17:00Z,2020-03-01T08:00Z,10',
        'c,2020-03-01T08:10Z,2020-03-01T09:50Z,3',
        'd,2020-03-01T08:00Z,2020-04-01T08:00Z,30',
        'e,2020-03-01T08:00Z,2020-03-01T17:00Z,-4',
        'f,2020-03-01T08:00Z,2020-03-01T10:00Z,900000',
        'g,yesterday,2020-03-01T17:00Z,10',
        'h,2020-03-02T08:00Z,,10',
        'i,2020-03-03T08:00Z,2020-03-03T12:00Z,',
        'j,2020-03-03T08:00Z,2020-03-03T12:00Z,8',
        'k,2020-03-03T08:00Z,2020-03-03T12:00Z,0',
      ].join('\n'),
    );
    assert.equal(stays.length, 3);
    assert.deepEqual(report, {
      ...{ rows: 12, kept: 3, unreadable: 3, repeated: 1, backwards: 1, short: 1, outliers: 3 },
      ...{ disordered: 0, rescaled: 0 },
    });
  });

  it('tells a session that two stations had at once from one that stands twice', () => {
    const row = '2020-03-01T08:00Z,2020-03-01T17:00Z,10';
    const { report } = recordedStays(['arrival,departure,kwh,station', `${row},A`, `${row},B`, `${row},A`].join('\n'));
    assert.deepEqual([report.kept, report.repeated], [2, 1]);
  });

  it('is refused if columns are missing, most rows are unreadable, or a whole file is in another unit', () => {
    const day = (date: number, energy: string): string => `2020-03-0${date}T08:00Z,2020-03-0${date}T17:00Z,${energy}`;
    for (const text of [
      '',
      'arrival,departure\n2020-03-01T08:00Z,2020-03-01T17:00Z',
      'arrival,delivered_kwh\n2020-03-01T08:00Z,10',
      'arrival,departure,requested_kwh\n2020-03-01T08:00Z,2020-03-01T17:00Z,10',
      ['arrival,departure,delivered_kwh', day(1, '10'), day(2, 'n/a'), day(3, '?')].join('\n'),
      ['arrival,departure,delivered_kwh', day(1, '10000'), day(2, '12000'), day(3, '5')].join('\n'),
    ]) {
      refusedWith('WRONG_FILE', () => recordedStays(text));
    }
  });
});
