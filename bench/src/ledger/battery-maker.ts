// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { batteryIdOf, type InputOf } from '@wattpass/chaincode/domain';

const GTIN = '09521234543213';

/** Makes registrations of batteries that nobody has registered before. */
export class BatteryMaker {
  #serial = 0;
  readonly #run = randomBytes(3).toString('hex');

  /** A registration of `count` new batteries, and their ids. */
  registration(count: number): { input: InputOf<'battery:register'>; ids: string[] } {
    const serials = Array.from({ length: count }, () => `${this.#run}-${(this.#serial += 1)}`);
    const batteries = serials.map((serial) => ({
      gtin: GTIN,
      serial,
      category: 'ev' as const,
      publicPoints: {
        manufacturerName: 'Benchmark Cells',
        modelName: 'B1',
        manufacturingPlace: 'Nowhere',
        manufacturedOn: '2026-01-31',
        massGrams: 400_000,
        chemistryFamily: 'LFP',
      },
      factoryCommitment: randomBytes(32).toString('hex'),
    }));
    return {
      input: { key: `bench-${serials[0] ?? ''}`, batteries },
      ids: serials.map((serial) => batteryIdOf(GTIN, serial)),
    };
  }
}
