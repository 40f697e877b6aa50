// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  arrhenius,
  checkParts,
  ohmicHeat,
  packBody,
  packCircuit,
  stepCircuit,
  terminalVolts,
  type DevicePart,
} from '@wattpass/twin';

const near = (actual: number, wanted: number, tolerance = 1e-9): void => {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual}, wanted ${wanted}`);
};

const circuit = {
  ampHours: 2,
  openCircuitVolts: Float64Array.of(3, 3.5, 4),
  ohms: 0.1,
  polarisationOhms: 0.05,
  polarisationSeconds: 40,
  referenceCelsius: 25,
};
const asNew = { capacityShare: 1, resistanceGrowth: 1 };

describe('the equivalent circuit', () => {
  it('solves its R-C pair exactly', () => {
    // scipy.integrate.solve_ivp of dv/dt = -v/40 + i·0.05/40 with i = -2 A over 30 s from -10 mV
    const state = { stateOfCharge: 0.8, polarisationVolts: -0.01 };
    const after = stepCircuit(circuit, asNew, state, { amps: -2, seconds: 30, celsius: 25 });
    near(after.polarisationVolts, -0.05748701025);
    near(after.stateOfCharge, 0.8 - 60 / 7200);
  });

  it('ages: charge goes faster, the voltage lies lower', () => {
    const state = { stateOfCharge: 0.5, polarisationVolts: 0 };
    const old = { capacityShare: 0.8, resistanceGrowth: 1.5 };
    const load = { amps: -2, seconds: 36, celsius: 25 };
    near(stepCircuit(circuit, old, state, load).stateOfCharge, 0.5 - 0.02 / 1.6);
    near(terminalVolts(circuit, old, state, load), 3.5 - 2 * 0.15);
    near(ohmicHeat(circuit, old, load), 4 * 0.225); // I²·(0.15 + 0.075) Ω
  });

  it('has a higher resistance in the cold', () => {
    near(arrhenius(10, 25), 1.533145814494039); // exp(2405·(1/283.15 − 1/298.15))
    assert.equal(arrhenius(25, 25), 1);
  });

  it('makes packs: four in series and two in parallel', () => {
    const pack = packCircuit(circuit, 4, 2);
    assert.deepEqual([pack.ampHours, pack.ohms, pack.openCircuitVolts[2]], [4, 0.2, 16]);
  });
});

describe('a pack', () => {
  const cell = {
    shape: { kind: 'cylindrical', diameter: 18.6, height: 65.2 },
    grams: 48,
    ampHours: 3,
    nominalVolts: 3.6,
  } as const;

  it('follows from its cells', () => {
    const body = packBody(cell, { series: 96, parallel: 46, housingShare: 0.4 });
    assert.equal(body.cells, 4416);
    near(body.ampHours, 138);
    near(body.wattHours, 138 * 345.6, 1e-6);
    near(body.cellLitres, 78.23344058, 1e-6); // π/4·18.6²·65.2 mm³ each
    near(body.squareMetres, 19.2241946, 1e-6); // π·18.6·(65.2 + 9.3) mm² each
    near(body.kilograms, 211.968 * 1.4, 1e-6);
    near(body.heatCapacity, 211_968, 1e-6);
  });

  it('of flat cells has their volume and surface', () => {
    const pouch = { ...cell, shape: { kind: 'pouch', width: 100, thickness: 10, height: 200 } } as const;
    const body = packBody(pouch, { series: 1, parallel: 1, housingShare: 0 });
    near(body.cellLitres, 0.2);
    near(body.squareMetres, 0.046);
  });

  it('refuses what no cell is', () => {
    const layout = { series: 1, parallel: 1, housingShare: 0 };
    assert.throws(() => packBody({ ...cell, grams: 0 }, layout), /^RangeError: grams/);
    assert.throws(
      () => packBody({ ...cell, shape: { ...cell.shape, diameter: NaN } }, layout),
      /^RangeError: diameter/,
    );
    assert.throws(() => packBody(cell, { ...layout, series: 1.5 }), /^RangeError: series/);
  });
});

describe("a pack's parts", () => {
  const parts: DevicePart[] = [
    { id: 'bms', kind: 'management-system', keyDigest: 'aa' },
    { id: 'monitor-0', kind: 'cell-monitor', cells: [0, 47] },
    { id: 'monitor-1', kind: 'cell-monitor', cells: [48, 95] },
    { id: 'shunt', kind: 'current-sensor' },
  ];
  const codes = (list: readonly DevicePart[]): string[] => checkParts(list, 96).map(({ code }) => code);

  it('are complete with one signing system and a monitor for every cell', () => {
    assert.deepEqual(checkParts(parts, 96), []);
  });

  it('are refused by code', () => {
    assert.deepEqual(codes([...parts, { ...parts[3]! }]), ['REPEATED_PART']);
    assert.deepEqual(codes([...parts, { id: 'fuse', kind: 'contactor', keyDigest: 'aa' }]), ['REPEATED_KEY']);
    assert.deepEqual(codes(parts.slice(1)), ['NO_MANAGEMENT_SYSTEM']);
    assert.deepEqual(codes([{ id: 'bms', kind: 'management-system' }, ...parts.slice(1)]), ['NO_KEY']);
    assert.deepEqual(codes(parts.filter(({ id }) => id !== 'monitor-1')), ['CELL_UNWATCHED']);
    assert.deepEqual(codes([...parts, { id: 'odd', kind: 'temperature-sensor', cells: [90, 96] }]), ['NO_SUCH_CELL']);
  });
});
