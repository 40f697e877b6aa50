// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Address,
  canonicalJson,
  itemsIfAny,
  Nullifier,
  nullifierOf,
  ReleaseRequest,
  SignedArrival,
  z,
  type OutputOf,
  type PseudonymLink,
} from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource, type SaltOf } from '../fabric/salt.js';
import { Problem } from '../http/problem.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { publicationSaga, type PublicationSaga } from './trader-sagas.js';

/** A vehicle's request to be let go. */
export const releaseRequestSchema = ReleaseRequest.omit({ salt: true });

/**
 * Which pseudonym is to take over from which: `sold` where the vehicle has a new owner, `release` where it leaves under the new
 * one; and vehicles that come under names with which they left other LEAGs.
 */
export const rotationSchema = z.strictObject({
  items: itemsIfAny(
    z.strictObject({
      from: Address,
      to: Address,
      sold: z.boolean().default(false),
      release: releaseRequestSchema.optional(),
    }),
  ),
  arrivals: itemsIfAny(SignedArrival.extend({ nullifier: Nullifier, to: Address })),
});

type Request = z.output<typeof rotationSchema>;
type RotationSaga = PublicationSaga<'trader:sealLinks', 'trader:rotate'>;

/** Lets new pseudonyms take over from old ones, for a LEAG of the own organisation; vehicles leave and arrive with it. */
@Injectable()
export class RotationService {
  readonly #rotation: RotationSaga;
  readonly #rotationWithReleases: RotationSaga;

  constructor(
    private readonly contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    const names = { seal: 'trader:sealLinks', publish: 'trader:rotate' } as const;
    this.#rotation = publicationSaga(contracts, { ...names, kind: 'rotate-pseudonyms' });
    this.#rotationWithReleases = publicationSaga(contracts, { ...names, kind: 'rotate-and-release', releases: true });
    sagas.register(this.#rotation);
    sagas.register(this.#rotationWithReleases);
  }

  /**
   * Seals the new links and the requests of those who leave, and publishes the rotation, which says neither who follows whom
   * nor who leaves under which name.
   */
  async rotate(caller: Caller, leag: string, request: Request): Promise<Receipt<OutputOf<'trader:rotate'>>> {
    const salt = this.salts.of(caller);
    const successors = successorsOf(request);
    const retired = request.items.map(({ from }) => from).sort();
    const arrivals = request.arrivals
      .map(({ payload, signature }) => ({ payload, signature }))
      .sort((one, other) => (one.payload.pseudonym < other.payload.pseudonym ? -1 : 1));
    const sold = request.items.flatMap((item) => (item.sold ? [item.from] : [])).sort();
    const { groups } = await this.contracts.evaluate(caller, 'trader:rotationOrder', {
      leag,
      retired: [...successors.keys()].sort(),
      sold,
    });
    const links = await this.#links(caller, request, salt);
    const leaving = request.items.filter(({ release }) => release !== undefined);
    const releases = request.items.flatMap(({ release }) => release ?? []);
    const published = {
      leag,
      retired,
      sold,
      arrivals,
      certified: groups.flatMap((group) => group.flatMap((from) => successors.get(from) ?? []).sort()),
      leaving: leaving.map(({ to }) => to).sort(),
      released: releases.map(({ vehicleId }) => nullifierOf(vehicleId)).sort(),
      commitments: links.map(commitmentOf).sort(),
    };
    const sealed = { items: links };
    if (releases.length === 0) {
      return this.sagas.run(this.#rotation, caller, { leag, sealed, published });
    }
    const salted = releases.map((release, index) => ({ ...release, salt: salt(links.length + index) }));
    return this.sagas.run(this.#rotationWithReleases, caller, { leag, sealed, releases: { items: salted }, published });
  }

  async #links(caller: Caller, request: Request, salt: SaltOf): Promise<PseudonymLink[]> {
    const links: PseudonymLink[] = [];
    for (const { from, to } of request.items) {
      const { link } = await this.contracts.evaluate(caller, 'trader:link', { pseudonym: from });
      links.push({ pseudonym: to, nullifier: link.nullifier, previous: from, salt: salt(links.length) });
    }
    for (const { payload, nullifier, to } of request.arrivals) {
      links.push({ pseudonym: to, nullifier, previous: payload.pseudonym, salt: salt(links.length) });
    }
    return links;
  }
}

/** Who follows whom. @throws Problem INVALID_INPUT where nobody does, or a name is followed twice */
function successorsOf(request: Request): Map<string, string> {
  const pairs = [
    ...request.items.map(({ from, to }) => [from, to] as const),
    ...request.arrivals.map(({ payload, to }) => [payload.pseudonym, to] as const),
  ];
  const successors = new Map(pairs);
  if (pairs.length === 0 || successors.size < pairs.length) {
    throw new Problem('INVALID_INPUT', 'items and arrivals together: at least one, none from the same pseudonym twice');
  }
  return successors;
}

/** What an auditor is shown with the pair: SHA-256 of its canonical JSON. */
function commitmentOf({ previous = '', pseudonym, salt }: PseudonymLink): string {
  return createHash('sha256')
    .update(canonicalJson({ from: previous, salt, to: pseudonym }))
    .digest('hex');
}
