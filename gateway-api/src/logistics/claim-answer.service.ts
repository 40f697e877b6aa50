// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { Claim } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { Problem } from '../http/problem.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { planClaimAnswer, type ClaimAnswer } from './claim-answer.js';
import { claimAnswerSaga } from './claim-answer.saga.js';

/** Answers claims together with their evidence. */
@Injectable()
export class ClaimAnswerService {
  readonly #saga: ReturnType<typeof claimAnswerSaga>;

  constructor(
    private readonly contracts: ContractClient,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#saga = claimAnswerSaga(contracts);
    sagas.register(this.#saga);
  }

  /**
   * The claim, evidenced.
   * @throws Problem INVALID_INPUT naming evidence that the journey's records do not hold: once the answer is public, evidence
   *   that cannot be sealed would leave the claim answered for ever.
   */
  async answer(caller: Caller, claimId: string, request: ClaimAnswer): Promise<Receipt<Claim>> {
    await this.#requireDetails(caller, claimId, request.evidence.detailIds);
    return this.sagas.run(this.#saga, caller, planClaimAnswer(claimId, request, this.salts.of(caller)));
  }

  async #requireDetails(caller: Caller, claimId: string, detailIds: readonly string[]): Promise<void> {
    if (detailIds.length === 0) {
      return;
    }
    const { agreementId } = await this.contracts.evaluate(caller, 'logistics:claim', { claimId });
    const { items } = await this.contracts.evaluate(caller, 'logistics:details', { agreementId });
    const known = new Set(items.map(({ id }) => id));
    const errors = detailIds.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `/evidence/detailIds/${index}`, rule: `a record of journey ${agreementId}` }],
    );
    if (errors.length > 0) {
      throw new Problem('INVALID_INPUT', 'the evidence names records that the journey does not have', { errors });
    }
  }
}
