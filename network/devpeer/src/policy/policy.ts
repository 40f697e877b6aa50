// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../msp/identity.js';

/** What a policy needs to know of a signer whose signature has been verified. */
export type Signer = Pick<Identity, 'id' | 'mspId' | 'satisfies'>;

/** A rule on who must have signed. */
export interface Policy {
  /** Whether these signers satisfy the rule; one signer named twice counts once. */
  evaluate(signers: readonly Signer[]): boolean;
}
