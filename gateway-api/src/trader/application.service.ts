// SPDX-License-Identifier: Apache-2.0
import { sign, X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  certifiedAttributes,
  enrolmentStatement,
  nullifierOf,
  ReleaseRequest,
  releaseStatement,
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
import type { releaseRequestSchema } from './rotation.service.js';

/** What a vehicle hands to its LEAG. */
export const applicationSchema = VehicleApplication.omit({ salt: true });

/** Until when a vehicle's request to be let go holds, and under which new name it leaves, if it has one. */
export const releaseTermsSchema = ReleaseRequest.pick({ notAfter: true, pseudonym: true });

type ReleaseTerms = z.output<typeof releaseTermsSchema>;

/** Signs what a vehicle applies for with the certified key that this gateway keeps for its account. */
@Injectable()
export class ApplicationService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly contracts: ContractClient,
  ) {}

  /** An application to a LEAG. @throws Problem FORBIDDEN where the account is no vehicle's */
  make(caller: Caller, leag: string): Promise<z.infer<typeof applicationSchema>> {
    return this.#sign(caller, (network, nullifier) => enrolmentStatement(network, leag, nullifier));
  }

  /** A request to be let go by a LEAG. @throws Problem FORBIDDEN where the account is no vehicle's */
  async askToLeave(caller: Caller, leag: string, terms: ReleaseTerms): Promise<z.infer<typeof releaseRequestSchema>> {
    const application = await this.#sign(caller, (network, nullifier) =>
      releaseStatement(network, leag, { nullifier, ...terms }),
    );
    return { ...application, ...terms };
  }

  async #sign(
    caller: Caller,
    statement: (network: string, nullifier: string) => string,
  ): Promise<z.infer<typeof applicationSchema>> {
    const credentials = await this.accounts.credentials(caller.account.id);
    const attributes =
      credentials === undefined ? {} : certifiedAttributes(new X509Certificate(credentials.certificate).raw);
    const vehicleId = VehicleId.safeParse(attributes[VEHICLE_ATTRIBUTE]);
    if (credentials === undefined || !vehicleId.success) {
      throw new Problem('FORBIDDEN', `the certificate of ${caller.account.name} names no vehicle`);
    }
    const { ledger } = await this.contracts.evaluate(caller, 'wallet:ledgerIdentity', {});
    const signature = signatureOf(statement(ledger.network, nullifierOf(vehicleId.data)), credentials.privateKey);
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
