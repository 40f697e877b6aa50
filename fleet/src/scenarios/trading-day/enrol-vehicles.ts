// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { createClient, type AnswerOf, type Client } from '@wattpass/gateway-api/client';
import { SigningKey } from '../../devices/signing-key.js';
import type { LeagDesk } from './leag-desk.js';
import type { TradingScene } from './scene.js';
import type { TradingVehicle } from './trading-vehicle.js';

/** How many accounts are made at once: each takes a certificate of the organisation's authority. */
const AT_ONCE = 8;
/** A batch of pseudonyms hides who is who; the least that the ledger takes. */
const LEAST_BATCH = 8;

/** A vehicle on the way to its LEAG. */
interface Applicant {
  readonly vehicle: TradingVehicle;
  /** The vehicle's own account. */
  readonly client: Client;
  readonly application: AnswerOf<'getEnrolmentApplication'>;
}

/**
 * Makes vehicles' accounts, enrols them at their LEAG, certifies their pseudonyms and registers their meters. Those who want
 * a second name try for it; it is refused.
 * @param others LEAGs at which a second enrolment is tried.
 */
export async function enrolVehicles(scene: TradingScene, desk: LeagDesk, others: readonly string[]): Promise<void> {
  const { steps, desks } = scene;
  const { leag, vehicles } = desk;
  const { client } = desks.operator;
  const applicants = await apply(scene, leag, vehicles);
  const items = applicants.map(({ application }) => application);
  const { enrolments } = await steps.take('enrol vehicles', client.enrolVehicles({ leag, body: { items } }));
  const known = new Set(enrolments.map(({ nullifier }) => nullifier));
  for (const { vehicle, application } of applicants) {
    vehicle.nullifier = nullifierOf(application.vehicleId);
    if (!known.has(vehicle.nullifier)) {
      throw new Error(`${vehicle.facts.name} was not enrolled`);
    }
  }
  const pseudonyms = vehicles.map(({ pseudonym, nullifier }) => ({ pseudonym: pseudonym.address, nullifier }));
  await steps.take('certify pseudonyms', client.certifyPseudonyms({ leag, body: { items: pseudonyms } }));
  const meters = vehicles.map(({ meter: { id, publicKey }, pseudonym }) => ({
    id,
    trader: pseudonym.address,
    publicKey,
  }));
  await steps.take('register meters', client.registerMeters({ leag, body: { items: meters } }));
  await trySecondNames(scene, desk, applicants, others);
}

/** A vehicle asks its LEAG for another name, which is refused. A batch hides who is in it, so others are in it as well. */
export async function askForNewName(
  scene: TradingScene,
  { leag, vehicles }: LeagDesk,
  asking: TradingVehicle,
  attempt: string,
): Promise<void> {
  const { client } = scene.desks.operator;
  const others = vehicles.filter((vehicle) => vehicle !== asking);
  const items = [asking, ...others].slice(0, LEAST_BATCH).map(({ nullifier }) => ({
    pseudonym: new SigningKey().address,
    nullifier,
  }));
  await scene.refusals.expect(attempt, () => client.certifyPseudonyms({ leag, body: { items } }));
}

async function apply(scene: TradingScene, leag: string, vehicles: readonly TradingVehicle[]): Promise<Applicant[]> {
  const applicants: Applicant[] = [];
  for (let from = 0; from < vehicles.length; from += AT_ONCE) {
    scene.signal?.throwIfAborted();
    applicants.push(
      ...(await Promise.all(vehicles.slice(from, from + AT_ONCE).map((vehicle) => applicantOf(scene, leag, vehicle)))),
    );
  }
  return applicants;
}

async function applicantOf(scene: TradingScene, leag: string, vehicle: TradingVehicle): Promise<Applicant> {
  const { administrator, desks } = scene;
  const vehicleId = randomBytes(32).toString('hex');
  const body = { kind: 'device' as const, name: vehicle.facts.name, role: 'operator' as const, vehicleId };
  const { apiKey } = await administrator.createAccount({ body });
  const client = createClient({ url: desks.operator.url, apiKey });
  return { vehicle, client, application: await client.getEnrolmentApplication({ leag }) };
}

async function trySecondNames(
  scene: TradingScene,
  desk: LeagDesk,
  applicants: readonly Applicant[],
  others: readonly string[],
): Promise<void> {
  const { client } = scene.desks.operator;
  const [leag] = others;
  for (const { vehicle, client: own } of applicants) {
    if (vehicle.facts.behaviour !== 'false-name') {
      continue;
    }
    await askForNewName(scene, desk, vehicle, 'second name for a vehicle');
    if (leag !== undefined) {
      const items = [await own.getEnrolmentApplication({ leag })];
      await scene.refusals.expect('second enrolment of a vehicle, at another LEAG', () =>
        client.enrolVehicles({ leag, body: { items } }),
      );
    }
  }
}

/** By what the ledger knows a vehicle: SHA-256 of a label and the 32 bytes of its id. */
function nullifierOf(vehicleId: string): string {
  const hash = createHash('sha256').update('wattpass/nullifier/1');
  return hash.update(Buffer.from(vehicleId, 'hex')).digest('hex');
}
