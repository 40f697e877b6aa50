// SPDX-License-Identifier: Apache-2.0

import type { RegionLine } from '../regional/region.js';
import { regionalAwards } from '../regional/regional-awards.js';
import type { Awards } from './awards.js';
import type { Book, Terms } from './book.js';
import { payAsBid } from './pay-as-bid.js';
import { posted } from './posted.js';
import type { TieKeys } from './tie-keys.js';
import { truthful } from './truthful.js';
import { uniform } from './uniform.js';

/** How a slot finds trades and prices. */
export type Mechanism =
  /** One price; `kappa` millionths of the way from the lowest to the highest that clears. */
  | { readonly kind: 'uniform'; readonly kappa: number }
  | { readonly kind: 'pay-as-bid' }
  /** One price that was fixed before the slot opened, micro per kWh before fees. */
  | { readonly kind: 'posted'; readonly price: number }
  | { readonly kind: 'truthful' }
  /** Orders of several LEAGs, over lines. */
  | { readonly kind: 'regional'; readonly nodes: readonly string[]; readonly lines: readonly RegionLine[] };

/** Finds what the orders of a book trade with each other. */
export function award(book: Book, terms: Terms, mechanism: Mechanism, ties: TieKeys): Awards {
  switch (mechanism.kind) {
    case 'uniform':
      return uniform(book, terms, ties, mechanism.kappa);
    case 'pay-as-bid':
      return payAsBid(book, terms, ties);
    case 'posted':
      return posted(book, terms, ties, mechanism.price);
    case 'truthful':
      return truthful(book, terms, ties);
    case 'regional':
      return regionalAwards(book, terms, ties, mechanism);
  }
}
