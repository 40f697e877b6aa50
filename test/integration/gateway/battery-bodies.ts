// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '@wattpass/gateway-api/client';

type NewBattery = RequestOf<'registerBatteries'>['body']['batteries'][number];

/** GTIN 0401234567890 with its check digit 1·…: weighted 3,1,3,… from the left the digits give 68, so the check is 2. */
const GTIN = gtin14('0401234567890');

/** A battery to register, with factory data that tests look for elsewhere. */
export function newBattery(serial: string): NewBattery {
  return {
    gtin: GTIN,
    serial,
    category: 'ev',
    publicPoints: {
      manufacturerName: 'Public Maker',
      modelName: 'M-1',
      manufacturingPlace: 'Ulm',
      manufacturedOn: '2026-01-31',
      massGrams: 45_000,
      chemistryFamily: 'lithium-ion',
    },
    factoryData: {
      manufacturer: 'Secret Works',
      model: 'S-1',
      ratedCapacityMilliampHours: 2_000,
      nominalVoltageMillivolts: 3_700,
      ratedEnergyMilliwattHours: 7_400,
      chargeRateMilliC: 500,
      dischargeRateMilliC: 1_000,
      chemistry: 'NCA',
      composition: [{ material: 'nickel', shareMillionths: 300_000 }],
      idCodes: [],
    },
  };
}

/** The ledger's id of {@link newBattery}. */
export function batteryId(serial: string): string {
  return `${GTIN}-${serial}`;
}

/** Thirteen digits and the check digit that brings the sum, weighted 3,1,3,… from the left, to a multiple of ten. */
function gtin14(digits: string): string {
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
