// SPDX-License-Identifier: Apache-2.0

import type { Claim } from '../../domain/logistics/claim.js';
import { announce, type Session } from '../session.js';

/** The event of a claim's new status. */
export function announceClaim(session: Session, { id, agreementId, status }: Claim): void {
  announce(session, `claim.${status}`, [{ kind: 'claim', id, agreementId }]);
}
