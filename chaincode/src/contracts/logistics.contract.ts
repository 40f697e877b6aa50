// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { confirmClaimEvidence, answerClaim, closeClaim, withdrawClaim } from './logistics/step-claim.js';
import { createBatch } from './logistics/create-batch.js';
import { offerAgreement } from './logistics/offer-agreement.js';
import { openClaim } from './logistics/open-claim.js';
import { pickUp } from './logistics/pick-up.js';
import * as read from './logistics/read.js';
import { receive } from './logistics/receive.js';
import { recordDetails } from './logistics/record-details.js';
import { sealClaimEvidence } from './logistics/seal-claim-evidence.js';
import { acceptAgreement, arriveAgreement, cancelAgreement, declineAgreement } from './logistics/step-agreement.js';
import { run } from './run.js';

/** Batches, transport agreements, journeys and claims. */
@Info({ title: 'logistics', description: 'Batches, transport agreements, journeys and claims' })
export class LogisticsContract extends BaseContract {
  constructor() {
    super('logistics');
  }

  @Transaction()
  createBatch(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:createBatch', input, createBatch);
  }

  @Transaction()
  offerAgreement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:offerAgreement', input, offerAgreement);
  }

  @Transaction()
  acceptAgreement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:acceptAgreement', input, acceptAgreement);
  }

  @Transaction()
  declineAgreement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:declineAgreement', input, declineAgreement);
  }

  @Transaction()
  cancelAgreement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:cancelAgreement', input, cancelAgreement);
  }

  @Transaction()
  pickUp(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:pickUp', input, pickUp);
  }

  @Transaction()
  arrive(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:arrive', input, arriveAgreement);
  }

  @Transaction()
  receive(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:receive', input, receive);
  }

  @Transaction()
  recordDetails(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:recordDetails', input, recordDetails);
  }

  @Transaction()
  openClaim(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:openClaim', input, openClaim);
  }

  @Transaction()
  answerClaim(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:answerClaim', input, answerClaim);
  }

  @Transaction()
  sealClaimEvidence(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:sealClaimEvidence', input, sealClaimEvidence);
  }

  @Transaction()
  confirmClaimEvidence(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:confirmClaimEvidence', input, confirmClaimEvidence);
  }

  @Transaction()
  closeClaim(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:closeClaim', input, closeClaim);
  }

  @Transaction()
  withdrawClaim(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:withdrawClaim', input, withdrawClaim);
  }

  @Transaction(false)
  batch(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:batch', input, read.batch);
  }

  @Transaction(false)
  batches(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:batches', input, read.batches);
  }

  @Transaction(false)
  agreement(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:agreement', input, read.agreement);
  }

  @Transaction(false)
  agreements(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:agreements', input, read.agreements);
  }

  @Transaction(false)
  details(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:details', input, read.details);
  }

  @Transaction(false)
  claim(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:claim', input, read.claim);
  }

  @Transaction(false)
  claims(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:claims', input, read.claims);
  }

  @Transaction(false)
  claimEvidence(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'logistics:claimEvidence', input, read.claimEvidence);
  }
}
