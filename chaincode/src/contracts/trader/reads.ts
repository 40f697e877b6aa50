// SPDX-License-Identifier: Apache-2.0

import { implicitCollection } from '../../domain/collections.js';
import { DomainError } from '../../domain/errors.js';
import { Leag } from '../../domain/market/leag.js';
import { LinkOpening } from '../../domain/trader/link-opening.js';
import { Enrolment, Trader } from '../../domain/trader/trader.js';
import { PseudonymLink, Vehicle } from '../../domain/trader/vehicle.js';
import { keys } from '../../ledger/keys.js';
import { find, listPage, load, loadPrivate } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { countTraders } from './certify.js';

/** A trading pseudonym. */
export const get: Handler<'trader:get'> = ({ ledger }, { pseudonym }) => load(ledger, Trader, keys.trader(pseudonym));

/** A LEAG's trading pseudonyms. */
export const list: Handler<'trader:list'> = ({ ledger }, { leag, ...page }) =>
  listPage(ledger, Trader, keys.tradersOf(leag), page);

/** A LEAG's enrolled vehicles. */
export const enrolments: Handler<'trader:enrolments'> = ({ ledger }, { leag, ...page }) =>
  listPage(ledger, Enrolment, keys.enrolledWithAll(leag), page);

/** A LEAG's vehicles and pseudonyms, counted. */
export const count: Handler<'trader:count'> = ({ ledger }, { leag }) => countTraders(ledger, leag);

/**
 * Which vehicle is behind a pseudonym. The LEAG's peer answers any client of the channel that asks for its implicit
 * collection, so it is this check that keeps others out.
 */
export const link: Handler<'trader:link'> = async ({ ledger, actor }, { pseudonym }) => {
  const { leag } = await load(ledger, Trader, keys.trader(pseudonym));
  const { mspId } = await load(ledger, Leag, keys.leag(leag));
  if (actor.mspId !== mspId) {
    const opening = await find(ledger, LinkOpening, keys.linkOpening(pseudonym, actor.mspId));
    if (opening === undefined) {
      throw new DomainError('FORBIDDEN', `who is behind a pseudonym of ${leag} is for ${mspId} to know`, {
        leag,
        mspId,
      });
    }
  }
  const collection = implicitCollection(mspId);
  const found = await loadPrivate(ledger, PseudonymLink, collection, keys.link(pseudonym));
  return { link: found, vehicle: await loadPrivate(ledger, Vehicle, collection, keys.vehicle(found.nullifier)) };
};
