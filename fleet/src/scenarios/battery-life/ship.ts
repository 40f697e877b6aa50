// SPDX-License-Identifier: Apache-2.0
import { itemOf, readTag } from '../../devices/tag.js';
import { journeyRecords } from '../../devices/transport-logger.js';
import type { Desk } from '../../rest/desk.js';
import { handOver } from '../acts.js';
import { idsOf, type Life, type Scene } from './life.js';

const DAY_MS = 86_400_000;

/**
 * The producer sells the batteries to the operator and has them carried there. On the way a shock exceeds what was
 * agreed; the operator claims, the carrier answers with evidence, the operator closes the claim.
 */
export async function ship(scene: Scene, lives: readonly Life[]): Promise<void> {
  const { producer, logistics, operator } = scene.desks;
  await handOver(scene.steps, idsOf(lives), 'title', producer, operator);
  const agreementId = await consign(scene, lives);
  const thresholds = { shockMilliG: scene.shockThresholdMilliG, minMilliCelsius: -10_000, maxMilliCelsius: 40_000 };
  const scannedAtPickUp = await scan(logistics, lives);
  await scene.steps.take('pick up', logistics.client.pickUp({ agreementId, body: { scanned: scannedAtPickUp } }));
  const items = journeyRecords(scene.startedAt, thresholds);
  const { ids } = await scene.steps.take(
    'record journey',
    logistics.client.recordDetails({ agreementId, body: { items } }),
  );
  await scene.steps.take('arrive', logistics.client.arrive({ agreementId }));
  const scanned = await scan(operator, lives);
  await scene.steps.take('receive by scan', operator.client.receive({ agreementId, body: { scanned } }));
  const receipt = { kind: 'receipt' as const, at: new Date().toISOString(), signedBy: 'goods inward, operator' };
  await scene.steps.take('record receipt', logistics.client.recordDetails({ agreementId, body: { items: [receipt] } }));
  const shockIds = ids.filter((_id, index) => items[index]?.kind === 'shock');
  await claim(scene, lives, agreementId, shockIds);
}

async function consign(scene: Scene, lives: readonly Life[]): Promise<string> {
  const { producer, logistics, operator } = scene.desks;
  const batch = await scene.steps.take(
    'create batch',
    producer.client.createBatch({
      body: {
        id: `B-${scene.run}`,
        batteryIds: idsOf(lives),
        receiver: operator.party,
        date: scene.startedAt.toISOString().slice(0, 10),
      },
    }),
  );
  const { id: agreementId } = await scene.steps.take(
    'offer transport',
    producer.client.offerAgreement({
      body: {
        batchId: batch.id,
        carrier: logistics.mspId,
        thresholds: { shockMilliG: scene.shockThresholdMilliG, minMilliCelsius: -10_000, maxMilliCelsius: 40_000 },
        dueAt: new Date(Date.now() + 3 * DAY_MS).toISOString(),
      },
    }),
  );
  await scene.steps.take('accept transport', logistics.client.acceptAgreement({ agreementId }));
  return agreementId;
}

/** Reads every battery's tag and asks the resolver who it is. */
async function scan({ client }: Desk, lives: readonly Life[]): Promise<string[]> {
  const found = await Promise.all(lives.map(({ tag }) => client.resolveLink(itemOf(readTag(tag)))));
  return found.map(({ id }) => id);
}

async function claim(scene: Scene, lives: readonly Life[], agreementId: string, detailIds: string[]): Promise<void> {
  const { logistics, operator } = scene.desks;
  const { items } = await operator.client.getDetails({ agreementId });
  if (!items.some(({ breach }) => breach === 'shock')) {
    throw new Error(`agreement ${agreementId}: the recorded shock is not marked as a breach`);
  }
  const { id: claimId } = await scene.steps.take(
    'open claim',
    operator.client.openClaim({
      body: {
        agreementId,
        kind: 'shock',
        batteryIds: idsOf(lives),
        statement: 'The logger shows a shock over the agreed threshold.',
      },
    }),
  );
  await scene.steps.take(
    'answer claim',
    logistics.client.answerClaim({
      claimId,
      body: {
        accepted: true,
        statement: 'The shock happened while a pallet was set down.',
        evidence: { detailIds, account: 'Set down on the ramp at the second stop; packaging undamaged.' },
      },
    }),
  );
  await scene.steps.take('close claim', operator.client.closeClaim({ claimId }));
}
