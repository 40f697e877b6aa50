// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { createClient, type AnswerOf, type Client, type Party } from '@wattpass/gateway-api/client';
import { batteryId, newBattery } from './battery-bodies.js';
import type { ConsortiumFixture } from './consortium-fixture.js';

/** The six organisations as parties. */
export const parties = {
  producer: { mspId: 'ProducerMSP', role: 'producer' },
  logistics: { mspId: 'LogisticsMSP', role: 'logistics' },
  operator: { mspId: 'OperatorMSP', role: 'operator' },
  recycler: { mspId: 'RecyclerMSP', role: 'recycler' },
} as const satisfies Record<string, Party>;

/** An administrator who asks again for half a minute while the gateway says that it is not done yet. */
export function patientAdmin(consortium: ConsortiumFixture, name: string): Client {
  const retry = { attempts: 30, firstDelay: 200, longestDelay: 1_500 };
  return createClient({ url: consortium.url(name), apiKey: consortium.adminKey(name), retry });
}

/** Administrators of the organisations that a battery passes through. */
export class Hands {
  readonly producer: Client;
  readonly logistics: Client;
  readonly operator: Client;
  readonly recycler: Client;

  constructor(consortium: ConsortiumFixture) {
    this.producer = consortium.admin('producer');
    this.logistics = consortium.admin('logistics');
    this.operator = consortium.admin('operator');
    this.recycler = consortium.admin('recycler');
  }

  /** Registers a battery; gives its id. */
  async make(serial: string): Promise<string> {
    await this.producer.registerBatteries({ body: { batteries: [newBattery(serial)] } });
    return batteryId(serial);
  }

  /** Offers and accepts. */
  async pass(
    id: string,
    kind: 'title' | 'custody' | 'titleAndCustody',
    from: keyof typeof parties,
    to: keyof typeof parties,
  ): Promise<AnswerOf<'acceptMoves'>> {
    const { moves } = await this[from].offerMoves({ body: { kind, to: parties[to], batteryIds: [id] } });
    return this[to].acceptMoves({ body: { moves: moves.map((move) => ({ batteryId: id, moveId: move.id })) } });
  }

  /** A battery in the recycler's hands whose first life has ended. */
  async retired(serial: string): Promise<string> {
    const id = await this.make(serial);
    await this.pass(id, 'title', 'producer', 'operator');
    await this.pass(id, 'custody', 'producer', 'logistics');
    await this.pass(id, 'custody', 'logistics', 'operator');
    await this.enrol(id);
    for (const to of ['commissioned', 'inService', 'retired'] as const) {
      await this.operator.changeStatus({ body: { items: [{ batteryId: id, to }] } });
    }
    await this.pass(id, 'titleAndCustody', 'operator', 'recycler');
    return id;
  }

  /** A battery that a recycler has made fit again. */
  async refurbished(serial: string): Promise<string> {
    const id = await this.retired(serial);
    for (const to of ['evaluated', 'refurbished'] as const) {
      await this.recycler.changeStatus({ body: { items: [{ batteryId: id, to }] } });
    }
    return id;
  }

  /** Enrols a BMS under the operator. */
  async enrol(id: string): Promise<void> {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const items = [{ batteryId: id, deviceId: `bms-of-${id.slice(15)}`, model: 'B-1', publicKey: key }];
    await this.operator.enrolDeviceKeys({ body: { items } });
  }
}
