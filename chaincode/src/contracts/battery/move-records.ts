// SPDX-License-Identifier: Apache-2.0

import type { Moved } from '../../domain/battery/move-rules.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { save } from '../../ledger/repository.js';
import { announce, type Session } from '../session.js';

/** Writes a move and the battery's hot record. */
export async function saveMoved(ledger: Ledger, { move, status }: Moved): Promise<void> {
  await save(ledger, keys.move(move.batteryId, move.id), move);
  await save(ledger, keys.status(status.batteryId), status);
}

/** Announces what became of moves. */
export function announceMoves(session: Session, type: string, moved: readonly Moved[]): void {
  announce(
    session,
    type,
    moved.map(({ move }) => ({ kind: 'move', id: move.id, batteryId: move.batteryId, status: move.status })),
  );
}
