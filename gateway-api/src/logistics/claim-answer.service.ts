// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { Claim } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { planClaimAnswer, type ClaimAnswer } from './claim-answer.js';
import { claimAnswerSaga } from './claim-answer.saga.js';

/** Answers claims together with their evidence. */
@Injectable()
export class ClaimAnswerService {
  readonly #saga: ReturnType<typeof claimAnswerSaga>;

  constructor(
    contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#saga = claimAnswerSaga(contracts);
    sagas.register(this.#saga);
  }

  /** The claim, evidenced. */
  answer(caller: Caller, claimId: string, request: ClaimAnswer): Promise<Receipt<Claim>> {
    return this.sagas.run(this.#saga, caller, planClaimAnswer(claimId, request, this.salts.of(caller)));
  }
}
