// SPDX-License-Identifier: Apache-2.0

import { bytesField, fieldsOf, numberField } from './wire.js';

/** What a peer takes in one message: keys at most, 0 where it does not take such messages (before Fabric 3.1). */
export interface PeerOffer {
  readonly writes: number;
  readonly reads: number;
}

/** The offer of a peer that says nothing. */
export const noOffer: PeerOffer = { writes: 0, reads: 0 };

/** Types of ChaincodeMessage; fabric-shim 2.5 does not know those for many keys. */
export const requestType = { read: 8, writes: 24, reads: 25 } as const;

/** Keys that every peer takes that takes such messages at all; fabric-chaincode-go counts on as many. */
const FEWEST_KEYS = 100;

/** The types of a WriteRecord. */
const recordType = { put: 9, delete: 10, metadata: 21, purge: 23 } as const;

/** One write of a transaction; `collection` is empty for public state. */
export interface Write {
  readonly kind: keyof typeof recordType;
  readonly collection: string;
  readonly key: string;
  readonly value?: Uint8Array;
  /** Of a `metadata` write: the name under which `value` is set. */
  readonly metakey?: string;
}

/** Reads what a peer offers out of its READY message: ChaincodeAdditionalParams. */
export function readOffer(payload: Uint8Array): PeerOffer {
  const numbers = new Map<number, number>();
  for (const { number, content } of fieldsOf(payload)) {
    if (typeof content === 'number') {
      numbers.set(number, content);
    }
  }
  const most = (use: number, size: number): number =>
    (numbers.get(use) ?? 0) === 0 ? 0 : Math.max(FEWEST_KEYS, numbers.get(size) ?? 0);
  return { writes: most(1, 2), reads: most(3, 4) };
}

/** WriteBatchState. */
export function writeBatch(writes: readonly Write[]): Uint8Array {
  return Buffer.concat(writes.map((write) => bytesField(1, writeRecord(write))));
}

function writeRecord({ kind, collection, key, value, metakey }: Write): Uint8Array {
  const content =
    metakey === undefined
      ? bytesField(2, value ?? '')
      : bytesField(4, Buffer.concat([bytesField(1, metakey), bytesField(2, value ?? '')]));
  return Buffer.concat([bytesField(1, key), content, bytesField(3, collection), numberField(5, recordType[kind])]);
}

/** GetState. */
export function readOne(collection: string, key: string): Uint8Array {
  return Buffer.concat([bytesField(1, key), bytesField(2, collection)]);
}

/** GetStateMultiple. */
export function readBatch(collection: string, keys: readonly string[]): Uint8Array {
  return Buffer.concat([...keys.map((key) => bytesField(1, key)), bytesField(2, collection)]);
}

/** The values of a GetStateMultipleResult, in the order of the keys; no bytes where a key is absent. */
export function readBatchResult(payload: Uint8Array): Buffer[] {
  const values: Buffer[] = [];
  for (const { number, content } of fieldsOf(payload)) {
    if (number === 1 && typeof content !== 'number') {
      values.push(Buffer.from(content));
    }
  }
  return values;
}
