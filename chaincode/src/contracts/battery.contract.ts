// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { announceCertificate } from './battery/announce-certificate.js';
import { changeStatus } from './battery/change-status.js';
import { confirmCertificate } from './battery/confirm-certificate.js';
import { confirmFactoryData } from './battery/confirm-factory-data.js';
import { acceptMove, cancelMove, declineMove } from './battery/decide-moves.js';
import { history } from './battery/history.js';
import { offerMove } from './battery/offer-move.js';
import {
  certificate,
  certificateEvidence,
  certificates,
  factoryData,
  get,
  list,
  maintenance,
  moves,
  passport,
  passports,
  recyclingRecords,
} from './battery/reads.js';
import { recordMaintenance } from './battery/record-maintenance.js';
import { recordRecycling } from './battery/record-recycling.js';
import { recycle } from './battery/recycle.js';
import { register } from './battery/register.js';
import { sealCertificateEvidence } from './battery/seal-certificate-evidence.js';
import { sealFactoryData } from './battery/seal-factory-data.js';
import { run } from './run.js';

/** Batteries from registration to recycling. */
@Info({ title: 'battery', description: 'Batteries from registration to recycling' })
export class BatteryContract extends BaseContract {
  constructor() {
    super('battery');
  }

  @Transaction()
  register(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:register', input, register);
  }

  @Transaction()
  sealFactoryData(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:sealFactoryData', input, sealFactoryData);
  }

  @Transaction()
  confirmFactoryData(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:confirmFactoryData', input, confirmFactoryData);
  }

  @Transaction()
  offerMove(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:offerMove', input, offerMove);
  }

  @Transaction()
  acceptMove(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:acceptMove', input, acceptMove);
  }

  @Transaction()
  declineMove(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:declineMove', input, declineMove);
  }

  @Transaction()
  cancelMove(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:cancelMove', input, cancelMove);
  }

  @Transaction()
  changeStatus(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:changeStatus', input, changeStatus);
  }

  @Transaction()
  recordMaintenance(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:recordMaintenance', input, recordMaintenance);
  }

  @Transaction()
  recordRecycling(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:recordRecycling', input, recordRecycling);
  }

  @Transaction()
  announceCertificate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:announceCertificate', input, announceCertificate);
  }

  @Transaction()
  sealCertificateEvidence(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:sealCertificateEvidence', input, sealCertificateEvidence);
  }

  @Transaction()
  confirmCertificate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:confirmCertificate', input, confirmCertificate);
  }

  @Transaction()
  recycle(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:recycle', input, recycle);
  }

  @Transaction(false)
  get(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:get', input, get);
  }

  @Transaction(false)
  list(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:list', input, list);
  }

  @Transaction(false)
  moves(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:moves', input, moves);
  }

  @Transaction(false)
  history(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:history', input, history);
  }

  @Transaction(false)
  passport(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:passport', input, passport);
  }

  @Transaction(false)
  passports(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:passports', input, passports);
  }

  @Transaction(false)
  certificate(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:certificate', input, certificate);
  }

  @Transaction(false)
  certificates(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:certificates', input, certificates);
  }

  @Transaction(false)
  factoryData(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:factoryData', input, factoryData);
  }

  @Transaction(false)
  maintenance(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:maintenance', input, maintenance);
  }

  @Transaction(false)
  recyclingRecords(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:recyclingRecords', input, recyclingRecords);
  }

  @Transaction(false)
  certificateEvidence(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'battery:certificateEvidence', input, certificateEvidence);
  }
}
