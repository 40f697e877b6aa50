// SPDX-License-Identifier: Apache-2.0
import type { Desks } from '../../rest/desk.js';
import { answerWith, batchOf, claimOf, journey, transportOf } from './bodies.js';
import type { Fixture } from './fixture.js';

type Delivery = Pick<Fixture, 'delivered' | 'detailId' | 'openClaims' | 'evidencedClaim'>;
type Transports = Pick<Fixture, 'batches' | 'offered' | 'accepted'>;

/** Carries batteries from the producer to the operator, with a shock, three claims and one answer. */
export async function deliver(desks: Desks, run: string, batteryIds: readonly string[]): Promise<Delivery> {
  const { producer, logistics, operator } = desks;
  const delivered = await takeOver(desks, `${run}-delivered`, batteryIds);
  await logistics.client.pickUp({ agreementId: delivered, body: { scanned: batteryIds } });
  const records = journey();
  const { ids } = await logistics.client.recordDetails({ agreementId: delivered, body: records });
  await logistics.client.arrive({ agreementId: delivered });
  await operator.client.receive({ agreementId: delivered, body: { scanned: batteryIds } });
  const detailId = ids[records.items.findIndex(({ kind }) => kind === 'shock')] ?? '';
  const claims: string[] = [];
  for (const claimant of [operator, operator, producer]) {
    const body = claimOf(delivered, batteryIds[0] ?? '');
    claims.push((await claimant.client.openClaim({ body })).id);
  }
  const [first = '', second = '', evidencedClaim = ''] = claims;
  await logistics.client.answerClaim({ claimId: evidencedClaim, body: answerWith(detailId) });
  return { delivered, detailId, openClaims: [first, second], evidencedClaim };
}

/** One battery on the road, one transport accepted, one offered, and batches that wait to be offered. */
export async function stageTransports(desks: Desks, run: string, id: (name: string) => string): Promise<Transports> {
  const { producer, logistics, operator, recycler } = desks;
  const transit = await takeOver(desks, `${run}-transit`, [id('transit')]);
  await logistics.client.pickUp({ agreementId: transit, body: { scanned: [id('transit')] } });
  const accepted = await takeOver(desks, `${run}-accepted`, [id('carried')]);
  const offered = await offer(desks, `${run}-offered`, [id('offered')]);
  const waiting = [
    [producer, 'held', operator],
    [operator, 'fresh', producer],
    [recycler, 'spent', operator],
  ] as const;
  for (const [consignor, name, receiver] of waiting) {
    const body = batchOf(`${run}-${consignor.role}`, [id(name)], receiver);
    await consignor.client.createBatch({ body });
  }
  const batches = { producer: `${run}-producer`, operator: `${run}-operator`, recycler: `${run}-recycler` };
  return { batches, offered, accepted };
}

async function takeOver(desks: Desks, batchId: string, batteryIds: readonly string[]): Promise<string> {
  const agreementId = await offer(desks, batchId, batteryIds);
  await desks.logistics.client.acceptAgreement({ agreementId });
  return agreementId;
}

async function offer(
  { producer, logistics, operator }: Desks,
  batchId: string,
  batteryIds: readonly string[],
): Promise<string> {
  await producer.client.createBatch({ body: batchOf(batchId, batteryIds, operator) });
  return (await producer.client.offerAgreement({ body: transportOf(batchId, logistics) })).id;
}
