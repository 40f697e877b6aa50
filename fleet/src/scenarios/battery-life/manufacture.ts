// SPDX-License-Identifier: Apache-2.0
import type { RequestOf } from '@wattpass/gateway-api/client';
import type { Life, Scene } from './life.js';

type NewBattery = RequestOf<'registerBatteries'>['body']['batteries'][number];

const NOMINAL_VOLTS = 3.7;
const MANUFACTURER = 'Wattpass Demonstration Cells';
const MODEL = 'WP-18650';

/** The producer registers the batteries and seals their factory data, and sells them to the operator. */
export async function manufacture(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { producer } = scene.desks;
  const batteries = lives.map((life) => newBattery(life, scene.run, scene.startedAt));
  await scene.steps.take('register', producer.client.registerBatteries({ body: { batteries } }));
}

/** A battery as its maker registers it. */
export function newBattery(
  { gtin, serial, ratedAmpHours, label }: Pick<Life, 'gtin' | 'serial' | 'ratedAmpHours' | 'label'>,
  batch: string,
  madeOn: Date,
): NewBattery {
  const milliampHours = Math.max(1, Math.round(ratedAmpHours * 1000));
  return {
    gtin,
    serial,
    category: 'lmt',
    batch,
    publicPoints: {
      manufacturerName: MANUFACTURER,
      modelName: MODEL,
      manufacturingPlace: 'Salzgitter, Germany',
      manufacturedOn: madeOn.toISOString().slice(0, 10),
      massGrams: Math.max(1, Math.round(23 * ratedAmpHours)),
      chemistryFamily: 'lithium-ion, ternary',
    },
    factoryData: {
      manufacturer: MANUFACTURER,
      model: MODEL,
      ratedCapacityMilliampHours: milliampHours,
      nominalVoltageMillivolts: NOMINAL_VOLTS * 1000,
      ratedEnergyMilliwattHours: Math.max(1, Math.round(milliampHours * NOMINAL_VOLTS)),
      chargeRateMilliC: 750,
      dischargeRateMilliC: 1000,
      chemistry: 'LiNiMnCoO2 / graphite',
      composition: [
        { material: 'nickel', shareMillionths: 120_000 },
        { material: 'cobalt', shareMillionths: 40_000 },
        { material: 'lithium', shareMillionths: 25_000 },
        { material: 'graphite', shareMillionths: 180_000 },
      ],
      tractionBatteryCode: label.firstLife,
      idCodes: [{ scheme: 'maker', code: `${MODEL}/${serial}` }],
    },
  };
}
