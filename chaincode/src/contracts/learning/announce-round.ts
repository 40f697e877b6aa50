// SPDX-License-Identifier: Apache-2.0

import type { Round } from '../../domain/learning/round.js';
import { announce, type Session } from '../session.js';

/** Tells whoever follows a task that one of its rounds has gone on. */
export function announceRound(session: Session, { taskId, number, status }: Round): void {
  announce(session, `learning.${status}`, [{ kind: 'round', id: taskId, round: number, status }]);
}
