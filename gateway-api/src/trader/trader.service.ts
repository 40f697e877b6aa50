// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, nullifierOf, z, type OutputOf, type PseudonymLink } from '@wattpass/chaincode/domain';
import { Address, items, Nullifier, VehicleApplication } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { publicationSaga, type PublicationSaga } from './trader-sagas.js';

/** Vehicles' applications; the gateway draws the salts. */
export const vehiclesSchema = z.strictObject({ items: items(VehicleApplication.omit({ salt: true })) });

/** Which vehicle is to trade under which pseudonym. */
export const pseudonymsSchema = z.strictObject({
  items: items(z.strictObject({ pseudonym: Address, nullifier: Nullifier })),
});

/** Which pseudonym is to take over from which; `sold` where the vehicle has a new owner. */
export const rotationSchema = z.strictObject({
  items: items(z.strictObject({ from: Address, to: Address, sold: z.boolean().default(false) })),
});

/** Enrols vehicles and lets pseudonyms trade for them, for a LEAG of the own organisation. */
@Injectable()
export class TraderService {
  readonly #enrolment: ReturnType<typeof enrolmentSaga>;
  readonly #certification: ReturnType<typeof certificationSaga>;
  readonly #rotation: ReturnType<typeof rotationSaga>;

  constructor(
    private readonly contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#enrolment = enrolmentSaga(contracts);
    this.#certification = certificationSaga(contracts);
    this.#rotation = rotationSaga(contracts);
    sagas.register(this.#enrolment);
    sagas.register(this.#certification);
    sagas.register(this.#rotation);
  }

  /** Seals vehicles' applications and publishes their nullifiers. */
  enrol(
    caller: Caller,
    leag: string,
    request: z.output<typeof vehiclesSchema>,
  ): Promise<Receipt<OutputOf<'trader:enrol'>>> {
    const salt = this.salts.of(caller);
    const sealed = { items: request.items.map((item, index) => ({ ...item, salt: salt(index) })) };
    const nullifiers = request.items.map(({ vehicleId }) => nullifierOf(vehicleId)).sort();
    return this.sagas.run(this.#enrolment, caller, { leag, sealed, published: { leag, nullifiers } });
  }

  /** Seals who is behind pseudonyms and publishes these, in ascending order. */
  certify(
    caller: Caller,
    leag: string,
    request: z.output<typeof pseudonymsSchema>,
  ): Promise<Receipt<OutputOf<'trader:certify'>>> {
    const salt = this.salts.of(caller);
    const sealed = { items: request.items.map((item, index) => ({ ...item, salt: salt(index) })) };
    const pseudonyms = request.items.map(({ pseudonym }) => pseudonym).sort();
    return this.sagas.run(this.#certification, caller, { leag, sealed, published: { leag, pseudonyms } });
  }

  /** Seals the new links and publishes the rotation, which does not say who follows whom. */
  async rotate(
    caller: Caller,
    leag: string,
    request: z.output<typeof rotationSchema>,
  ): Promise<Receipt<OutputOf<'trader:rotate'>>> {
    const salt = this.salts.of(caller);
    const successors = new Map(request.items.map(({ from, to }) => [from, to]));
    const retired = [...successors.keys()].sort();
    const sold = request.items.flatMap((item) => (item.sold ? [item.from] : [])).sort();
    const { groups } = await this.contracts.evaluate(caller, 'trader:rotationOrder', { leag, retired, sold });
    const links: PseudonymLink[] = [];
    for (const [index, { from, to }] of request.items.entries()) {
      const { link } = await this.contracts.evaluate(caller, 'trader:link', { pseudonym: from });
      links.push({ pseudonym: to, nullifier: link.nullifier, previous: from, salt: salt(index) });
    }
    const commitments = links
      .map(({ previous = '', pseudonym, salt: own }) => commitmentOf({ from: previous, salt: own, to: pseudonym }))
      .sort();
    const certified = groups.flatMap((group) => group.flatMap((from) => successors.get(from) ?? []).sort());
    const published = { leag, retired, sold, certified, commitments };
    return this.sagas.run(this.#rotation, caller, { leag, sealed: { items: links }, published });
  }
}

function enrolmentSaga(contracts: ContractClient): PublicationSaga<'trader:sealVehicles', 'trader:enrol'> {
  return publicationSaga(contracts, { kind: 'enrol-vehicles', seal: 'trader:sealVehicles', publish: 'trader:enrol' });
}

function certificationSaga(contracts: ContractClient): PublicationSaga<'trader:sealLinks', 'trader:certify'> {
  return publicationSaga(contracts, {
    kind: 'certify-pseudonyms',
    seal: 'trader:sealLinks',
    publish: 'trader:certify',
  });
}

function rotationSaga(contracts: ContractClient): PublicationSaga<'trader:sealLinks', 'trader:rotate'> {
  return publicationSaga(contracts, { kind: 'rotate-pseudonyms', seal: 'trader:sealLinks', publish: 'trader:rotate' });
}

/** What an auditor is shown with the pair: SHA-256 of its canonical JSON. */
function commitmentOf(pair: { from: string; salt: string; to: string }): string {
  return createHash('sha256').update(canonicalJson(pair)).digest('hex');
}
