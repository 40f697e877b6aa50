// SPDX-License-Identifier: Apache-2.0

import { attest as judge, repeatedAttestation } from '../../domain/learning/attestation-rules.js';
import { Attestation } from '../../domain/learning/attestation.js';
import { keys } from '../../ledger/keys.js';
import { find, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { loadRound } from './task-records.js';

/** Writes an organisation's verdict down, under a key of its own and once for ever. */
export const attest: Handler<'learning:attest'> = async (session, { taskId, round: number, ...verdict }) => {
  const { ledger, actor, now } = session;
  const at = keys.roundAttestation(taskId, number, actor.mspId);
  const earlier = await find(ledger, Attestation, at);
  if (earlier !== undefined) {
    return repeatedAttestation(earlier, verdict);
  }
  const { task, round } = await loadRound(ledger, { taskId, round: number });
  const attestation = judge(task, round, verdict, actor, now);
  await save(ledger, at, attestation);
  announce(session, 'learning.attested', [
    { kind: 'attestation', id: actor.mspId, taskId, round: number, verdict: verdict.verdict },
  ]);
  return attestation;
};
