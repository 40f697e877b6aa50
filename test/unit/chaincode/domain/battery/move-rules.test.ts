// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { roles, type MoveKind, type Role } from '@wattpass/chaincode/domain';
import { receivers } from '@wattpass/chaincode/domain/battery/move-rules.js';

/** The edges as the consortium agreed them, one by one. */
const edges: Readonly<Record<MoveKind, readonly string[]>> = {
  title: [
    'producer>operator',
    'operator>producer',
    'operator>user',
    'user>operator',
    'user>recycler',
    'operator>recycler',
    'recycler>operator',
    'recycler>user',
    'recycler>producer',
  ],
  custody: [
    'producer>logistics',
    'logistics>producer',
    'operator>logistics',
    'logistics>operator',
    'recycler>logistics',
    'logistics>recycler',
    'operator>user',
    'user>operator',
    'user>recycler',
    'recycler>user',
    'operator>recycler',
    'recycler>operator',
  ],
  titleAndCustody: [
    'operator>user',
    'user>operator',
    'user>recycler',
    'operator>recycler',
    'recycler>operator',
    'recycler>user',
  ],
};

describe('edges of moves', () => {
  for (const kind of ['title', 'custody', 'titleAndCustody'] as const) {
    it(`pass ${kind} along these and no others`, () => {
      const pairs = roles.flatMap((from: Role) => roles.map((to: Role) => [from, to] as const));
      const legal = pairs
        .filter(([from, to]) => receivers(kind, from).includes(to))
        .map(([from, to]) => `${from}>${to}`);
      assert.deepEqual(legal.sort(), [...edges[kind]].sort());
    });
  }
});
