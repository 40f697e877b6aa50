// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { OutputOf } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { planRegistration, type Registration } from './registration.js';
import { registrationSaga } from './registration.saga.js';

/** Registers batteries together with their factory data. */
@Injectable()
export class RegistrationService {
  readonly #saga: ReturnType<typeof registrationSaga>;

  constructor(
    contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#saga = registrationSaga(contracts);
    sagas.register(this.#saga);
  }

  /** All or none of the batteries; each then has its first passport. */
  register(caller: Caller, request: Registration): Promise<Receipt<OutputOf<'battery:confirmFactoryData'>>> {
    return this.sagas.run(this.#saga, caller, planRegistration(request, this.salts.of(caller)));
  }
}
