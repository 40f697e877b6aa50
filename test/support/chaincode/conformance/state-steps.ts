// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import shim, { type ChaincodeStub } from 'fabric-shim';
import type { StepFunction } from './script-chaincode.js';

type Iterator = Awaited<ReturnType<ChaincodeStub['getStateByRange']>>;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Keys and values an iterator gives; with `limit` it is closed before its end. */
async function collect(iterator: Iterator, limit = Number.POSITIVE_INFINITY): Promise<[string, string][]> {
  const entries: [string, string][] = [];
  while (entries.length < limit) {
    const result = await iterator.next();
    if (result.done) break;
    entries.push([result.value.key, text(result.value.value)]);
  }
  await iterator.close();
  return entries;
}

async function history(stub: ChaincodeStub, key: string): Promise<unknown[]> {
  const iterator = await stub.getHistoryForKey(key);
  const entries: unknown[] = [];
  for (let result = await iterator.next(); !result.done; result = await iterator.next()) {
    const { txId, isDelete, value, timestamp } = result.value;
    entries.push({ txId, isDelete, value: text(value), hasTimestamp: Number(timestamp.seconds) > 0 });
  }
  await iterator.close();
  return entries;
}

async function forEachIndex(count: string, act: (index: string) => Promise<void>): Promise<void> {
  for (let index = 0; index < Number(count); index += 1) {
    await act(String(index).padStart(6, '0'));
  }
}

const composite = (stub: ChaincodeStub, type: string, attributes: string): string =>
  stub.createCompositeKey(type, JSON.parse(attributes) as string[]);

/** Steps over public state. */
export const stateSteps: Readonly<Record<string, StepFunction>> = {
  put: (stub, key = '', value = '') => stub.putState(key, Buffer.from(value)),
  get: async (stub, key = '') => text(await stub.getState(key)),
  del: (stub, key = '') => stub.deleteState(key),
  putMany: (stub, prefix = '', count = '0') =>
    forEachIndex(count, (index) => stub.putState(`${prefix}${index}`, Buffer.from(index))),
  /** Writes something else in every execution. */
  putRandom: (stub, key = '') => stub.putState(key, randomBytes(8)),
  range: async (stub, start = '', end = '') => collect(await stub.getStateByRange(start, end)),
  rangeFirst: async (stub, start = '', end = '', limit = '1') =>
    collect(await stub.getStateByRange(start, end), Number(limit)),
  rangeCount: async (stub, start = '', end = '') => (await collect(await stub.getStateByRange(start, end))).length,
  page: async (stub, start = '', end = '', size = '1', bookmark = '') => {
    const { iterator, metadata } = await stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    return { entries: await collect(iterator), ...metadata };
  },
  query: async (stub, query = '') => collect(await stub.getQueryResult(query)),
  history: (stub, key = '') => history(stub, key),
  putComposite: (stub, type = '', attributes = '[]', value = '') =>
    stub.putState(composite(stub, type, attributes), Buffer.from(value)),
  getComposite: async (stub, type = '', attributes = '[]') =>
    text(await stub.getState(composite(stub, type, attributes))),
  partial: async (stub, type = '', attributes = '[]') => {
    const found = await stub.getStateByPartialCompositeKey(type, JSON.parse(attributes) as string[]);
    return (await collect(found)).map(([key, value]) => ({ ...stub.splitCompositeKey(key), value }));
  },
  partialPage: async (stub, type = '', attributes = '[]', size = '1', bookmark = '') => {
    const { iterator, metadata } = await stub.getStateByPartialCompositeKeyWithPagination(
      type,
      JSON.parse(attributes) as string[],
      Number(size),
      bookmark,
    );
    const entries = (await collect(iterator)).map(([key, value]) => ({ ...stub.splitCompositeKey(key), value }));
    return { entries, ...metadata };
  },
  /** Later changes of the key need the peers of all organisations in `mspIds` (separated by commas; none: no policy). */
  setPolicy: (stub, key = '', mspIds = '') => stub.setStateValidationParameter(key, policyOf(mspIds)),
  getPolicy: async (stub, key = '') => policyOrganizations(await stub.getStateValidationParameter(key)),
};

/** Encodes a key-level policy. */
export function policyOf(mspIds: string): Buffer {
  if (mspIds === '') return Buffer.alloc(0);
  const policy = new shim.KeyEndorsementPolicy();
  policy.addOrgs('PEER', ...mspIds.split(','));
  return Buffer.from(policy.getPolicy());
}

/** Which organisations a stored key-level policy names. */
export function policyOrganizations(bytes: Uint8Array | null | undefined): string[] {
  if (!bytes || bytes.length === 0) return [];
  return new shim.KeyEndorsementPolicy(bytes).listOrgs().sort();
}
