// SPDX-License-Identifier: Apache-2.0

import { Anchor } from '../../domain/twin/anchor.js';
import { StoredCondition } from '../../domain/twin/condition.js';
import { DeviceKey } from '../../domain/twin/device-key.js';
import { conditionAt } from '../../domain/twin/record-rules.js';
import { StoredRunMode } from '../../domain/twin/run-mode.js';
import { StoredUsage } from '../../domain/twin/usage.js';
import { keys } from '../../ledger/keys.js';
import { listAll, listPage, listPrivate, load } from '../../ledger/repository.js';
import { oldestFirst } from '../oldest-first.js';
import type { Handler } from '../run.js';

/** The devices of a battery, revoked ones included. */
export const deviceKeys: Handler<'twin:deviceKeys'> = async ({ ledger }, { batteryId }) => ({
  deviceKeys: await listAll(ledger, DeviceKey, keys.deviceKeys(batteryId)),
});

/** The anchor of one chunk. */
export const anchor: Handler<'twin:anchor'> = ({ ledger }, { batteryId, chunk }) =>
  load(ledger, Anchor, keys.anchor(batteryId, chunk));

/** A battery's anchors in the order of their chunks. */
export const anchors: Handler<'twin:anchors'> = ({ ledger }, { batteryId, limit, bookmark }) =>
  listPage(ledger, Anchor, keys.anchors(batteryId), { limit, bookmark });

/** The run modes chosen for a battery. */
export const runModes: Handler<'twin:runModes'> = async ({ ledger }, { batteryId }) => {
  const stored = await listPrivate(ledger, StoredRunMode, 'runMode', keys.runModesOf(batteryId));
  return { items: oldestFirst(stored, ({ record }) => record.from) };
};

/** The uses of a battery. */
export const usage: Handler<'twin:usage'> = async ({ ledger }, { batteryId }) => {
  const stored = await listPrivate(ledger, StoredUsage, 'usage', keys.usageOf(batteryId));
  return { items: oldestFirst(stored, ({ record }) => record.startedAt) };
};

/** What operators and recyclers found of a battery, both collections in one list. */
export const condition: Handler<'twin:condition'> = async ({ ledger }, { batteryId }) => {
  const byOperators = await listPrivate(ledger, StoredCondition, 'conditionOperator', keys.conditionOf(batteryId));
  const byRecyclers = await listPrivate(ledger, StoredCondition, 'conditionRecycler', keys.conditionOf(batteryId));
  return { items: oldestFirst([...byOperators, ...byRecyclers], ({ record }) => conditionAt(record)) };
};
