// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import type { TestVehicle } from '../../support/vehicles.js';

export const leag = 'north';
export const since = '2026-01-01T00:00:00.000Z';

/** A name nobody has: of a pseudonym, an address, a commitment. */
export const name = (): string => randomBytes(32).toString('hex');
export const names = (count: number): string[] => Array.from({ length: count }, name).sort();
const salt = (): string => randomBytes(16).toString('hex');

/** A LEAG of the organisation, as the ledger has it. */
export function seedLeag(runner: ContractRunner, id: string, mspId: string): void {
  const to = { feesTo: name(), gridTo: name(), balancingTo: name(), commonFundTo: name() };
  runner.seed(keys.leag(id), { id, name: id, ...to, mspId, since });
}

/** What a LEAG's desk does with vehicles and pseudonyms, on a ledger of its own. */
export type Desk = ReturnType<typeof openDesk>;

/** A consortium with the LEAGs north (the operator's) and south (the station's); batches of four, 28 days between rotations. */
export function openDesk(vehicles: readonly TestVehicle[]) {
  const runner = consortiumOfSix({ pseudonymBatch: 4, pseudonymRotationDays: 28 });
  seedLeag(runner, leag, 'OperatorMSP');
  seedLeag(runner, 'south', 'StationMSP');
  const nullifiers = (of = vehicles) => of.map(({ nullifier }) => nullifier);
  const sealVehicles = (of = vehicles, at = leag, by = actors.operator) =>
    runner.submit(by, 'trader:sealVehicles', { leag: at }, { items: of.map((vehicle) => vehicle.apply(at)) });
  const enrol = async (of = vehicles) => {
    await sealVehicles(of);
    return runner.submit(actors.operator, 'trader:enrol', { leag, nullifiers: nullifiers(of) });
  };
  const sealLinks = (pseudonyms: readonly string[], of = vehicles, previous: readonly string[] = []) =>
    runner.submit(
      actors.operator,
      'trader:sealLinks',
      { leag },
      {
        items: pseudonyms.map((pseudonym, index) => ({
          pseudonym,
          nullifier: of[index]?.nullifier ?? '',
          salt: salt(),
          ...(previous[index] !== undefined && { previous: previous[index] }),
        })),
      },
    );
  const certify = (pseudonyms: string[]) => runner.submit(actors.operator, 'trader:certify', { leag, pseudonyms });
  const stored = (key: Parameters<typeof composeKey>[0]) =>
    JSON.parse(Buffer.from(runner.state.get(composeKey(key))?.value ?? 'null').toString('utf8')) as unknown;
  const count = () => runner.evaluate(actors.user, 'trader:count', { leag });
  return { runner, nullifiers, sealVehicles, enrol, sealLinks, certify, stored, count };
}
