// SPDX-License-Identifier: Apache-2.0
import { RecordId, z } from '@wattpass/chaincode/domain';

/** The transport agreement that a path names. */
export const agreementParams = z.strictObject({ agreementId: RecordId });

/** See {@link agreementParams}. */
export type AgreementParams = z.output<typeof agreementParams>;
