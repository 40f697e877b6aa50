// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RecordId, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, answerSchema, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { batteryParams, type BatteryParams } from './battery-params.js';
import { certificationSchema, type Certification } from './certification.js';
import { CertificationService } from './certification.service.js';

const certificateParams = z.strictObject({ certificateId: RecordId });
type CertificateParams = z.output<typeof certificateParams>;

/** Second-life certificates and the evidence behind them. */
@ApiTags('certificates')
@Controller()
export class CertificatesController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly certifications: CertificationService,
  ) {}

  @Post('certificates')
  @Submits('issueCertificate', 'battery:announceCertificate', {
    summary: 'Certify a battery for another life and seal the evidence; issues its new passport',
    answer: answerSchema('battery:confirmCertificate'),
    location: ({ certificate }: Answer<'battery:confirmCertificate'>) => `/api/v1/certificates/${certificate.id}`,
  })
  async issue(
    @CurrentCaller() caller: Caller,
    @Body({ schema: certificationSchema }) body: Certification,
  ): Promise<Answer<'battery:confirmCertificate'>> {
    return answerOf(await this.certifications.issue(caller, body));
  }

  @Get('certificates/:certificateId')
  @Reads('getCertificate', 'battery:certificate')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: certificateParams }) params: CertificateParams,
  ): Promise<OutputOf<'battery:certificate'>> {
    return this.contracts.evaluate(caller, 'battery:certificate', params);
  }

  @Get('certificates/:certificateId/evidence')
  @Reads('getCertificateEvidence', 'battery:certificateEvidence')
  evidence(
    @CurrentCaller() caller: Caller,
    @Param({ schema: certificateParams }) params: CertificateParams,
  ): Promise<OutputOf<'battery:certificateEvidence'>> {
    return this.contracts.evaluate(caller, 'battery:certificateEvidence', params);
  }

  @Get('batteries/:batteryId/certificates')
  @Reads('listCertificates', 'battery:certificates')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) params: BatteryParams,
  ): Promise<OutputOf<'battery:certificates'>> {
    return this.contracts.evaluate(caller, 'battery:certificates', params);
  }
}
