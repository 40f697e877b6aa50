// SPDX-License-Identifier: Apache-2.0
import type { LearningResult } from '@wattpass/fleet';
import type { ReportLearning } from './learning-schema.js';

/** What a report says of learning; nothing where nobody learnt. */
export function buildLearning(learnt: LearningResult | undefined): ReportLearning {
  if (learnt === undefined) {
    return { rounds: [], saving: [], missedDepartures: 0 };
  }
  return {
    rounds: learnt.rounds.map(({ excluded, clientHashes, ...round }) => ({
      ...round,
      excluded: excluded.map(({ clientId, reason }) => ({ clientId, reason })),
      clientHashes: [...clientHashes],
    })),
    saving: learnt.saving.map((day) => ({ ...day })),
    missedDepartures: learnt.missedDepartures,
  };
}
