// SPDX-License-Identifier: Apache-2.0
import { BUY, type Book, type Terms } from '@wattpass/chaincode/domain/market/clearing/book.js';
import { valueOf } from '@wattpass/chaincode/domain/market/clearing/value.js';

/** The baseline: an object per order, each side sorted by a comparator, matched order by order. Gives the volume, Wh. */
export function clearObjects(book: Book, terms: Terms): number {
  const orders = Array.from({ length: book.size }, (_, order) => ({
    buys: book.side[order] === BUY,
    value: valueOf(book, order, terms),
    rest: book.quantity[order] ?? 0,
  }));
  const buyers = orders.filter(({ buys }) => buys).sort((left, right) => right.value - left.value);
  const sellers = orders.filter(({ buys }) => !buys).sort((left, right) => left.value - right.value);
  let volume = 0;
  for (let i = 0, j = 0; ;) {
    const buyer = buyers[i];
    const seller = sellers[j];
    if (buyer === undefined || seller === undefined || buyer.value < seller.value) {
      return volume;
    }
    const met = Math.min(buyer.rest, seller.rest);
    buyer.rest -= met;
    seller.rest -= met;
    volume += met;
    i += buyer.rest === 0 ? 1 : 0;
    j += seller.rest === 0 ? 1 : 0;
  }
}
