// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Battery } from '../../domain/battery/battery.js';
import type { OutputOf } from '../../domain/transactions.js';
import { compareInstants } from '../../domain/instant.js';
import { keys } from '../../ledger/keys.js';
import type { Key, Ledger } from '../../ledger/ledger.js';
import { load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';

type HistoryEntry = OutputOf<'battery:history'>['entries'][number];

const AnyRecord = z.record(z.string(), z.unknown());

/** Every change of a battery's public records, oldest first; those of one instant in the order of the kinds of record. */
export const history: Handler<'battery:history'> = async ({ ledger }, { batteryId }) => {
  await load(ledger, Battery, keys.battery(batteryId));
  const entries = [
    ...(await changesOf(ledger, 'battery', batteryId, keys.battery(batteryId))),
    ...(await changesOf(ledger, 'status', batteryId, keys.status(batteryId))),
    ...(await changesUnder(ledger, 'move', keys.moves(batteryId), (key) => key)),
    ...(await changesUnder(ledger, 'passport', keys.passports(batteryId), (key) => key)),
    ...(await changesUnder(ledger, 'certificate', keys.certificatesOf(batteryId), (key) =>
      keys.certificate(key.at(-1) ?? ''),
    )),
  ];
  return { entries: entries.sort((left, right) => compareInstants(left.at, right.at)) };
};

async function changesUnder(
  ledger: Ledger,
  record: HistoryEntry['record'],
  prefix: Key,
  keyOf: (found: Key) => Key,
): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for await (const { key } of ledger.range(prefix)) {
    const at = keyOf(key);
    entries.push(...(await changesOf(ledger, record, at.at(-1) ?? '', at)));
  }
  return entries;
}

async function changesOf(
  ledger: Ledger,
  record: HistoryEntry['record'],
  recordId: string,
  key: Key,
): Promise<HistoryEntry[]> {
  const versions = await ledger.history(key);
  return versions.map(({ txId, at, value }) => ({
    txId,
    at: at.toISOString(),
    record,
    recordId,
    value: value === undefined ? null : AnyRecord.parse(JSON.parse(Buffer.from(value).toString('utf8'))),
  }));
}
