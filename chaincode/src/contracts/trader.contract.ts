// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { run } from './run.js';
import { certify } from './trader/certify.js';
import { enrol, sealVehicles } from './trader/enrol.js';
import { leave } from './trader/leave.js';
import * as read from './trader/reads.js';
import { release, sealReleases } from './trader/release.js';
import { retire, rotate, rotationOrder } from './trader/rotate.js';
import { sealLinks } from './trader/seal-links.js';

/** Who trades: vehicles by nullifiers, pseudonyms in public, and what links them with the LEAG alone. */
@Info({ title: 'trader', description: 'Enrolled vehicles and trading pseudonyms' })
export class TraderContract extends BaseContract {
  constructor() {
    super('trader');
  }

  @Transaction()
  sealVehicles(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:sealVehicles', input, sealVehicles);
  }

  @Transaction()
  enrol(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:enrol', input, enrol);
  }

  @Transaction()
  sealLinks(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:sealLinks', input, sealLinks);
  }

  @Transaction()
  certify(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:certify', input, certify);
  }

  @Transaction()
  sealReleases(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:sealReleases', input, sealReleases);
  }

  @Transaction()
  release(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:release', input, release);
  }

  @Transaction()
  leave(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:leave', input, leave);
  }

  @Transaction()
  rotate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:rotate', input, rotate);
  }

  @Transaction()
  retire(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:retire', input, retire);
  }

  @Transaction(false)
  get(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:get', input, read.get);
  }

  @Transaction(false)
  list(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:list', input, read.list);
  }

  @Transaction(false)
  enrolments(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:enrolments', input, read.enrolments);
  }

  @Transaction(false)
  count(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:count', input, read.count);
  }

  @Transaction(false)
  link(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:link', input, read.link);
  }

  @Transaction(false)
  rotationOrder(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'trader:rotationOrder', input, rotationOrder);
  }
}
