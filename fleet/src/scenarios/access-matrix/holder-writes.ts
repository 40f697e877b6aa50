// SPDX-License-Identifier: Apache-2.0
import type { Desk, Desks } from '../../rest/desk.js';
import type { NextStatus, MoveKind } from '../acts.js';
import { batchOf, transportOf } from './bodies.js';
import type { MatrixRole } from './expected.js';
import type { Fixture } from './fixture.js';

/** Offers what the role holds along one of its edges, and takes the offer back. A station tries with the operator's. */
export async function writeMove({ role, client }: Desk, fixture: Fixture, desks: Desks): Promise<void> {
  const { held, transit, operated, used, spent } = fixture;
  const offers: Readonly<Record<MatrixRole, readonly [MoveKind, string, MatrixRole]>> = {
    producer: ['title', held, 'operator'],
    logistics: ['custody', transit, 'operator'],
    operator: ['titleAndCustody', operated, 'user'],
    user: ['titleAndCustody', used, 'recycler'],
    station: ['titleAndCustody', operated, 'user'],
    recycler: ['titleAndCustody', spent, 'operator'],
  };
  const [kind, batteryId, to] = offers[role];
  const { moves } = await client.offerMoves({ body: { kind, to: desks[to].party, batteryIds: [batteryId] } });
  const own = moves.map(({ id }) => ({ batteryId, moveId: id }));
  await client.cancelMoves({ body: { moves: own } });
}

/** Changes the status of what the role holds; a carrier, whose part is custody, picks a battery up. */
export async function writeStatus({ role, client }: Desk, fixture: Fixture): Promise<void> {
  const { scrap, ready, used, spent, accepted, acceptedItem } = fixture;
  if (role === 'logistics') {
    await client.pickUp({ agreementId: accepted, body: { scanned: [acceptedItem] } });
    return;
  }
  const changes: Readonly<Record<Exclude<MatrixRole, 'logistics'>, readonly [string, NextStatus]>> = {
    producer: [scrap, 'retired'],
    operator: [ready, 'inService'],
    user: [used, 'inMaintenance'],
    station: [ready, 'inMaintenance'],
    recycler: [spent, 'evaluated'],
  };
  const [batteryId, to] = changes[role];
  await client.changeStatus({ body: { items: [{ batteryId, to }] } });
}

/** Puts what the role has in custody into a batch; a station tries with the producer's. */
export async function writeBatch({ role, client }: Desk, fixture: Fixture, desks: Desks): Promise<void> {
  const { run, held, transit, fresh, used, spent } = fixture;
  const items: Readonly<Record<MatrixRole, string>> = {
    producer: held,
    logistics: transit,
    operator: fresh,
    user: used,
    station: held,
    recycler: spent,
  };
  const receiver = role === 'operator' ? desks.producer : desks.operator;
  await client.createBatch({ body: batchOf(`${run}-by-${role}`, [items[role]], receiver) });
}

/** Offers the transport of an own batch; a carrier accepts one. User and station try with the producer's. */
export async function writeTransport({ role, client }: Desk, fixture: Fixture, desks: Desks): Promise<void> {
  const { batches, offered } = fixture;
  if (role === 'logistics') {
    await client.acceptAgreement({ agreementId: offered });
    return;
  }
  const batchId = role === 'operator' || role === 'recycler' ? batches[role] : batches.producer;
  await client.offerAgreement({ body: transportOf(batchId, desks.logistics) });
}
