// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { OutputOf } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { planCertification, type Certification } from './certification.js';
import { certificationSaga } from './certification.saga.js';

/** Certifies batteries for another life. */
@Injectable()
export class CertificationService {
  readonly #saga: ReturnType<typeof certificationSaga>;

  constructor(
    contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#saga = certificationSaga(contracts);
    sagas.register(this.#saga);
  }

  /** A certificate with its evidence; the battery then has a new passport that names the old one. */
  issue(caller: Caller, request: Certification): Promise<Receipt<OutputOf<'battery:confirmCertificate'>>> {
    return this.sagas.run(this.#saga, caller, planCertification(request, this.salts.of(caller)));
  }
}
