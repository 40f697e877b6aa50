// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import { nullifierOf, z, type OutputOf } from '@wattpass/chaincode/domain';
import { Address, items, Nullifier, VehicleApplication } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { releaseRequestSchema } from './rotation.service.js';
import { publicationSaga, type PublicationSaga } from './trader-sagas.js';

/** Vehicles' applications; the gateway draws the salts. */
export const vehiclesSchema = z.strictObject({ items: items(VehicleApplication.omit({ salt: true })) });

/** Which vehicle is to trade under which pseudonym. */
export const pseudonymsSchema = z.strictObject({
  items: items(z.strictObject({ pseudonym: Address, nullifier: Nullifier })),
});

/** Vehicles' requests to be let go. */
export const releasesSchema = z.strictObject({ items: items(releaseRequestSchema) });

/** Enrols vehicles, lets them go, and lets pseudonyms trade for them, for a LEAG of the own organisation. */
@Injectable()
export class TraderService {
  readonly #enrolment: PublicationSaga<'trader:sealVehicles', 'trader:enrol'>;
  readonly #certification: PublicationSaga<'trader:sealLinks', 'trader:certify'>;
  readonly #release: PublicationSaga<'trader:sealReleases', 'trader:release'>;

  constructor(
    contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#enrolment = publicationSaga(contracts, {
      kind: 'enrol-vehicles',
      seal: 'trader:sealVehicles',
      publish: 'trader:enrol',
    });
    this.#certification = publicationSaga(contracts, {
      kind: 'certify-pseudonyms',
      seal: 'trader:sealLinks',
      publish: 'trader:certify',
    });
    this.#release = publicationSaga(contracts, {
      kind: 'release-vehicles',
      seal: 'trader:sealReleases',
      publish: 'trader:release',
    });
    sagas.register(this.#enrolment);
    sagas.register(this.#certification);
    sagas.register(this.#release);
  }

  /** Seals vehicles' applications and publishes their nullifiers. */
  enrol(
    caller: Caller,
    leag: string,
    { items: applications }: z.output<typeof vehiclesSchema>,
  ): Promise<Receipt<OutputOf<'trader:enrol'>>> {
    const sealed = { items: this.#salted(caller, applications) };
    return this.sagas.run(this.#enrolment, caller, {
      leag,
      sealed,
      published: { leag, nullifiers: nullifiersOf(applications) },
    });
  }

  /** Seals who is behind pseudonyms and publishes these, in ascending order. */
  certify(
    caller: Caller,
    leag: string,
    { items: links }: z.output<typeof pseudonymsSchema>,
  ): Promise<Receipt<OutputOf<'trader:certify'>>> {
    const sealed = { items: this.#salted(caller, links) };
    const pseudonyms = links.map(({ pseudonym }) => pseudonym).sort();
    return this.sagas.run(this.#certification, caller, { leag, sealed, published: { leag, pseudonyms } });
  }

  /** Seals the requests of vehicles without pseudonyms and lets them go. */
  release(
    caller: Caller,
    leag: string,
    { items: requests }: z.output<typeof releasesSchema>,
  ): Promise<Receipt<OutputOf<'trader:release'>>> {
    const sealed = { items: this.#salted(caller, requests) };
    return this.sagas.run(this.#release, caller, {
      leag,
      sealed,
      published: { leag, nullifiers: nullifiersOf(requests) },
    });
  }

  #salted<T extends object>(caller: Caller, list: readonly T[]): (T & { readonly salt: string })[] {
    const salt = this.salts.of(caller);
    return list.map((item, index) => ({ ...item, salt: salt(index) }));
  }
}

function nullifiersOf(vehicles: readonly { readonly vehicleId: string }[]): string[] {
  return vehicles.map(({ vehicleId }) => nullifierOf(vehicleId)).sort();
}
