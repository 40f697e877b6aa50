// SPDX-License-Identifier: Apache-2.0

import { attestation, differs, requireActive, seatOf } from '../../domain/committee/attest-rules.js';
import {
  SlotAttestation,
  SlotCommittee,
  type DoubleVerdict,
  type Seat,
  type Verdict,
} from '../../domain/committee/slot-committee.js';
import { suspendedFor } from '../../domain/committee/validator-rules.js';
import { Validator } from '../../domain/committee/validator.js';
import { keys } from '../../ledger/keys.js';
import { rulesOfVersion } from '../../ledger/registry.js';
import { find, load, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, type Session } from '../session.js';

/**
 * Takes a member's verdict, once. The same said again is answered with the first; anything else is written down as the
 * proof for which the validator is suspended at once.
 */
export const attest: Handler<'committee:attest'> = async (session, { slot: ref, ...verdict }) => {
  const { ledger, actor, now } = session;
  const committee = await load(ledger, SlotCommittee, keys.slotCommittee(ref.leag, ref.slot));
  const validator = await load(ledger, Validator, keys.validator(actor.id));
  const seat = seatOf(committee, validator.id);
  const key = keys.attestation(ref.leag, ref.slot, seat.from, validator.id);
  const earlier = await find(ledger, SlotAttestation, key);
  if (earlier !== undefined) {
    return differs(earlier, verdict) && !earlier.doubled
      ? suspend(session, validator, seat, earlier, verdict)
      : earlier;
  }
  requireActive(validator);
  const rules = await rulesOfVersion(ledger, committee.ruleVersion);
  const attested = attestation(committee, validator.id, verdict, now, rules.parameters);
  await save(ledger, key, attested);
  announce(session, 'committee.attested', [
    { kind: 'attestation', id: validator.id, leag: ref.leag, slot: ref.slot, verdict: verdict.verdict },
  ]);
  return attested;
};

async function suspend(
  { ledger, now, ...session }: Session,
  validator: Validator,
  seat: Seat,
  first: SlotAttestation,
  second: Verdict,
): Promise<SlotAttestation> {
  const { leag, slot } = first.slot;
  const proof: DoubleVerdict = { validator: validator.id, slot: first.slot, first, second, at: now };
  const doubled: SlotAttestation = { ...first, doubled: true };
  await save(ledger, keys.doubleVerdict(validator.id, leag, slot), proof);
  await save(ledger, keys.attestation(leag, slot, seat.from, validator.id), doubled);
  await save(ledger, keys.validator(validator.id), suspendedFor(validator, now));
  announce({ ledger, now, ...session }, 'committee.doubleVerdict', [
    { kind: 'validator', id: validator.id, leag, slot },
  ]);
  return doubled;
}
