// SPDX-License-Identifier: Apache-2.0

import { hash } from 'node:crypto';

/** The key that decides between orders which a rule treats alike, smallest first. All keys of a book have one length. */
export type TieKeys = (order: number) => string;

/**
 * The tie keys of a closed book: SHA-256, in hex, over the lines `wattpass/tie/1`, LEAG, slot, root of the book and id of
 * the order. Nobody knows the root before the book closes, so nobody can choose an id that wins.
 */
export function tieKeys(leag: string, slot: string, bookRoot: string, idOf: (order: number) => string): TieKeys {
  const prefix = `wattpass/tie/1\n${leag}\n${slot}\n${bookRoot}\n`;
  return (order) => hash('sha256', `${prefix}${idOf(order)}`, 'hex');
}

/** The first `wanted` of `orders` by their tie keys; none is hashed when all are wanted. */
export function firstByTie(orders: Int32Array, wanted: number, ties: TieKeys): Int32Array {
  if (wanted >= orders.length) {
    return orders;
  }
  return wanted <= 0 ? new Int32Array(0) : byTie(orders, ties).subarray(0, wanted);
}

/** `orders` by their tie keys. */
export function byTie(orders: Int32Array, ties: TieKeys): Int32Array {
  const keyed = Array.from(orders, (order) => ({ order, key: ties(order) }));
  keyed.sort((left, right) => (left.key < right.key ? -1 : 1));
  return Int32Array.from(keyed, ({ order }) => order);
}
