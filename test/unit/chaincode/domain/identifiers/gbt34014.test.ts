// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { parseBatteryCode, SecondLifeCode, TractionBatteryCode } from '@wattpass/chaincode/domain';

/** Codes printed on real cells, and the examples of Catena-X CX-0093, read by hand. */
const firstLife = [
  ['001CB240000003B3C0221953', '001', 'cell', 'B', '24', '0000003', '2021-03-12', '0221953'],
  ['04QCB76836300JBC40000903', '04Q', 'cell', 'B', '76', '836300J', '2021-12-04', '0000903'],
  ['X12CCPM27KLPCLE662382320', 'X12', 'cell', 'C', 'PM', '27KLPCL', '2024-06-06', '2382320'],
  ['B54MCPM27KLPCLE6A7519857', 'B54', 'module', 'C', 'PM', '27KLPCL', '2024-06-10', '7519857'],
  ['4A6PCPM27KLPCLE742946319', '4A6', 'pack', 'C', 'PM', '27KLPCL', '2024-07-04', '2946319'],
] as const;

describe('GB/T 34014 codes', () => {
  for (const [code, manufacturer, product, batteryType, spec, traceability, date, serial] of firstLife) {
    it(`reads ${code}`, () => {
      const parts = { manufacturer, product, batteryType, spec, date, serial, traceability };
      assert.deepEqual(parseBatteryCode(code), parts);
      assert.equal(TractionBatteryCode.safeParse(code).success, true);
      assert.equal(SecondLifeCode.safeParse(code).success, false);
    });
  }

  it('reads a second-life code', () => {
    assert.deepEqual(parseBatteryCode('4A6PB01G1F0000001RP'), {
      manufacturer: '4A6',
      product: 'pack',
      batteryType: 'B',
      spec: '01',
      date: '2026-01-15',
      serial: '0000001',
      reuse: 'pack',
    });
    assert.equal(SecondLifeCode.safeParse('4A6PB01G1F0000001RP').success, true);
    assert.equal(TractionBatteryCode.safeParse('4A6PB01G1F0000001RP').success, false);
  });

  it('reads 0 as the 31st day and Y as 2040', () => {
    assert.equal(parseBatteryCode('001CB240000003Y100000001')?.date, '2040-01-31');
    assert.equal(parseBatteryCode('001CB240000003Y1Y0000001')?.date, '2040-01-30');
  });

  it('knows leap years', () => {
    assert.equal(parseBatteryCode('001CB240000003E2X0000001')?.date, '2024-02-29');
    assert.equal(parseBatteryCode('001CB240000003B2X0000001'), undefined);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['A765101015', 'another length'],
    ['JBC4000090304QCB76836300', 'its parts swapped'],
    ['001CB240000003B2Y0221953', '30 February'],
    ['001CB240000003BD10221953', 'month D'],
    ['001CB24000000303C0221953', 'year 0'],
    ['001CH240000003B3C0221953', 'battery type H'],
    ['001CB240000003B400221953', '31 April'],
    ['001CB240000003B3C0000000', 'serial number 0'],
    ['001cb240000003b3c0221953', 'lower case'],
    ['4A6PB01G1F0000001RX', 'unknown re-use'],
  ];
  for (const [code, why] of refused) {
    it(`refuses ${code}: ${why}`, () => {
      assert.equal(parseBatteryCode(code), undefined);
    });
  }
});
