// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  eligibleFor,
  organisationLimit,
  quorumOf,
  seat,
  seatsFor,
} from '@wattpass/chaincode/domain/committee/seating-rules.js';
import { committeeOf, ranked, validatorId } from '../../../../support/committees.js';

const line = (...names: string[]) =>
  // 'a1' is the validator a1 of organisation a
  names.map((name) => ({ validator: validatorId(name), mspId: name.slice(0, 1) }));
const seated = (names: string[], seats: number) =>
  seat(line(...names), seats).members.map(({ validator }) => validator);
const ids = (...names: string[]) => names.map(validatorId);

describe('seats of a committee', () => {
  it('are odd in number, at most seven, and none under three', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((eligible) => seatsFor(eligible, 7)),
      [0, 0, 0, 3, 3, 5, 5, 7, 7, 7, 7],
    );
  });

  it('attest with more than two thirds', () => {
    assert.deepEqual([3, 5, 7].map(quorumOf), [3, 4, 5]);
  });

  it('belong to one organisation by less than a third, and to at least one each in a committee of three', () => {
    assert.deepEqual([3, 5, 7].map(organisationLimit), [1, 1, 2]);
    // (3 - 1) / 3 rounds down to 0: taken literally all seats stay empty, the limit is lifted, and one organisation has all
    assert.deepEqual(seated(['a1', 'a2', 'a3', 'b1', 'c1'], 3), ids('a1', 'b1', 'c1'));
  });

  it('go by rank within the limit, which rises by one at a time while seats stay empty', () => {
    assert.deepEqual(
      seated(['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1', 'e1'], 7),
      ids('a1', 'a2', 'b1', 'b2', 'c1', 'd1', 'e1'),
    );
    assert.deepEqual(seated(['a1', 'a2', 'a3', 'b1', 'b2', 'c1'], 5), ids('a1', 'a2', 'b1', 'b2', 'c1'));
    assert.deepEqual(seated(['a1', 'a2', 'a3', 'a4', 'b1'], 5), ids('a1', 'a2', 'a3', 'a4', 'b1'));
  });

  it('go to nobody with a stake: the operator, sponsors that trade, those that the ranking excludes', () => {
    const validators = [
      ranked('ann'),
      ranked('bob', { excluded: 'barred' }),
      ranked('cleo', { mspId: 'LeagMSP' }),
      ranked('dan', { sponsor: { kind: 'organisation', mspId: 'LeagMSP' } }),
      ranked('eve'),
      ranked('fay', { sponsor: { kind: 'organisation', mspId: 'fayMSP' } }),
      ranked('gus', { excluded: 'duty' }),
    ];
    const eve = ranked('eve').sponsor;
    const traders = new Set([eve.kind === 'participant' ? eve.participant : '']);
    assert.deepEqual(
      eligibleFor(validators, { operator: 'LeagMSP', traders }).map(({ validator }) => validator),
      ids('ann', 'fay'),
    );
  });

  it('leave enough substitutes for every later round', () => {
    const { members, substitutes } = committeeOf(30, 5);
    assert.deepEqual([members.length, substitutes.length], [5, 10]);
    assert.deepEqual(
      members.map(({ validator }) => validator),
      ids('v0', 'v1', 'v2', 'v3', 'v4'),
    );
    assert.equal(substitutes[0]?.validator, validatorId('v5'));
  });

  it('are none under three eligible: the organisations vote, by more than two thirds', () => {
    const committee = committeeOf(2);
    assert.deepEqual([committee.members, committee.substitutes, committee.vote?.needed], [[], [], 5]);
  });
});
