// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { NewBattery } from '@wattpass/chaincode/domain';
import { actors } from '../../support/actors.js';
import { consortiumOfSix } from '../../support/contract-runner.js';

const battery: NewBattery = {
  gtin: '09521234543213',
  serial: 'A1',
  category: 'ev',
  publicPoints: {
    manufacturerName: 'Zelle AG',
    modelName: 'Z60',
    manufacturingPlace: 'Leipzig',
    manufacturedOn: '2026-01-31',
    massGrams: 400_000,
    chemistryFamily: 'LFP',
  },
  factoryCommitment: 'a'.repeat(64),
};

describe('battery:register', () => {
  it('puts a battery on record, readable by all', async () => {
    const runner = consortiumOfSix();
    const input = { key: 'register-1', batteries: [battery] };
    await runner.submit(actors.producer, 'battery:register', input);
    const view = await runner.evaluate(actors.station, 'battery:get', { batteryId: '09521234543213-A1' });
    assert.equal(view.status.status, 'announced');
  });
});
