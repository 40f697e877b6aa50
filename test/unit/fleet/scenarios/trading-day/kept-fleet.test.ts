// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantilePolicy } from '@wattpass/fleet';
import { readKeptFleet, writeKeptFleet } from '@wattpass/fleet/internal/scenarios/trading-day/kept-fleet.js';
import { LeagDesk } from '@wattpass/fleet/internal/scenarios/trading-day/leag-desk.js';
import { TradingVehicle, type VehicleFacts } from '@wattpass/fleet/internal/scenarios/trading-day/trading-vehicle.js';
import { defaultVehicle } from '@wattpass/fleet/internal/scenarios/trading-day/vehicle-stays.js';
import { testPrices } from './lives.js';

const facts: VehicleFacts = {
  ...{ number: 3, name: 'ev-4', leag: 'north', behaviour: 'always', failureRate: 0, seed: 1 },
  ...{ life: { vehicle: defaultVehicle, sessions: [] }, prices: testPrices(), policy: quantilePolicy() },
};

describe('a fleet that is kept over a restart', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'fleet-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('comes back with its keys, registers, energy and standing, from a file for its owner alone', () => {
    const file = join(directory, 'kept', 'fleet.json');
    const vehicle = new TradingVehicle(facts);
    vehicle.nullifier = 'ab'.repeat(32);
    vehicle.meter.count('import', 1_234);
    vehicle.battery.drive(10_000);
    vehicle.orderRefused('barred', undefined);
    const address = vehicle.wallet.newAddress();
    const desk = new LeagDesk('north', [vehicle]);
    writeKeptFleet(file, { run: 'a1', from: '2023-05-02', day: 4 }, [desk]);
    assert.equal(statSync(file).mode & 0o777, 0o600);

    const kept = readKeptFleet(file);
    assert.deepEqual([kept?.run, kept?.from, kept?.day], ['a1', '2023-05-02', 4]);
    const again = new TradingVehicle({ ...facts, kept: kept?.vehicles[0] });
    assert.equal(again.pseudonym.address, vehicle.pseudonym.address);
    assert.equal(again.meter.publicKey, vehicle.meter.publicKey);
    assert.deepEqual(again.meter.count('import', 1), { start: 1_234, end: 1_235 });
    assert.deepEqual(again.wallet.addresses, [address]);
    assert.deepEqual([again.battery.energyWh, again.barred, again.nullifier], [38_000, true, vehicle.nullifier]);
    const leag = new LeagDesk('north', [again], kept?.leags[0]);
    assert.deepEqual(leag.accounts, desk.accounts);
    assert.deepEqual(leag.treasury.addresses.sort(), Object.values(desk.accounts).sort());
  });

  it('is nobody where nothing is kept, and is refused in another format', () => {
    assert.equal(readKeptFleet(join(directory, 'nothing.json')), undefined);
    const file = join(directory, 'other.json');
    writeFileSync(file, '{"format":2}');
    assert.throws(() => readKeptFleet(file), /no fleet of format 1/);
  });
});

describe('a meter', () => {
  it('takes over registers that the ledger has seen later, and never runs back', () => {
    const { meter } = new TradingVehicle(facts);
    meter.count('export', 500);
    meter.seen({ import: 40, export: 300 });
    assert.deepEqual(meter.count('export', 0), { start: 500, end: 500 });
    assert.deepEqual(meter.count('import', 0), { start: 40, end: 40 });
  });
});
