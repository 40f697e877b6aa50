// SPDX-License-Identifier: Apache-2.0
import { Address, LeagId, z } from '@wattpass/chaincode/domain';

/** The LEAG in a path. */
export const leagParams = z.strictObject({ leag: LeagId });

/** See {@link leagParams}. */
export type LeagParams = z.output<typeof leagParams>;

/** The pseudonym in a path. */
export const pseudonymParams = z.strictObject({ pseudonym: Address });

/** See {@link pseudonymParams}. */
export type PseudonymParams = z.output<typeof pseudonymParams>;
