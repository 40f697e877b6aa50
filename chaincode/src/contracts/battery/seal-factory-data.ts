// SPDX-License-Identifier: Apache-2.0

import { atItem, refuseRepeats } from '../../domain/at-item.js';
import { Battery } from '../../domain/battery/battery.js';
import { requireProducer, requireSameBatteries } from '../../domain/battery/factory-rules.js';
import { requireCommitment } from '../../domain/commitment-rules.js';
import { sha256Hex } from '../../domain/digest.js';
import { keys } from '../../ledger/keys.js';
import { encodeRecord, load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';

/**
 * Seals factory data that match their commitments, all or none. What is sealed already is written with the same bytes
 * again, since a transaction that writes nothing is judged by the chaincode's policy, which one organisation cannot meet.
 */
export const sealFactoryData: Handler<'battery:sealFactoryData'> = async (session, { batteryIds }, { items }) => {
  const { ledger, actor } = session;
  requireSameBatteries(batteryIds, items);
  refuseRepeats('batteryIds', batteryIds);
  const records: { batteryId: string; bytes: Uint8Array; commitment: string; isSealed: boolean }[] = [];
  for (const [index, item] of items.entries()) {
    await atItem('items', index, async () => {
      const { batteryId } = item;
      const battery = await load(ledger, Battery, keys.battery(batteryId));
      requireProducer(actor, battery);
      const bytes = encodeRecord(item);
      const commitment = sha256Hex(bytes);
      requireCommitment(`factory data of ${batteryId}`, battery.factoryCommitment, commitment);
      const isSealed = (await ledger.privateHash('factory', keys.factory(batteryId))) === commitment;
      records.push({ batteryId, bytes, commitment, isSealed });
    });
  }
  for (const { batteryId, bytes } of records) {
    await ledger.putPrivate('factory', keys.factory(batteryId), bytes);
  }
  announce(
    session,
    'factory.sealed',
    records
      .filter(({ isSealed }) => !isSealed)
      .map(({ batteryId, commitment }) => ({ kind: 'factory', id: batteryId, commitment })),
  );
  return { batteryIds };
};
