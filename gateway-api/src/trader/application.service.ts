// SPDX-License-Identifier: Apache-2.0
import { sign, X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  certifiedAttributes,
  enrolmentStatement,
  nullifierOf,
  VEHICLE_ATTRIBUTE,
  VehicleApplication,
  VehicleId,
  type z,
} from '@wattpass/chaincode/domain';
import { AccountStore } from '../auth/account.store.js';
import type { Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { lowS } from '../fabric/native-signer.js';
import { Problem } from '../http/problem.js';

/** What a vehicle hands to its LEAG. */
export const applicationSchema = VehicleApplication.omit({ salt: true });

/** Signs a vehicle's application to a LEAG with the certified key that this gateway keeps for its account. */
@Injectable()
export class ApplicationService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly contracts: ContractClient,
  ) {}

  /** @throws Problem FORBIDDEN where the account is no vehicle's */
  async make(caller: Caller, leag: string): Promise<z.infer<typeof applicationSchema>> {
    const credentials = await this.accounts.credentials(caller.account.id);
    const attributes =
      credentials === undefined ? {} : certifiedAttributes(new X509Certificate(credentials.certificate).raw);
    const vehicleId = VehicleId.safeParse(attributes[VEHICLE_ATTRIBUTE]);
    if (credentials === undefined || !vehicleId.success) {
      throw new Problem('FORBIDDEN', `the certificate of ${caller.account.name} names no vehicle`);
    }
    const { ledger } = await this.contracts.evaluate(caller, 'wallet:ledgerIdentity', {});
    const text = enrolmentStatement(ledger.network, leag, nullifierOf(vehicleId.data));
    const signature = signatureOf(text, credentials.privateKey);
    return { vehicleId: vehicleId.data, certificate: credentials.certificate, signature };
  }
}

/** r and s, 32 bytes each, in hex, with the lower s: the one form that contracts take. */
function signatureOf(text: string, privateKey: string): string {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = sign('sha256', Buffer.from(text, 'utf8'), key).toString('hex');
  const s = lowS(BigInt(`0x${signature.slice(64)}`));
  return signature.slice(0, 64) + s.toString(16).padStart(64, '0');
}
