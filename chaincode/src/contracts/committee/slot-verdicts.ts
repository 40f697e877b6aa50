// SPDX-License-Identifier: Apache-2.0

import type { Verdicts } from '../../domain/committee/round-rules.js';
import { SlotAttestation, OrganisationVerdict, type SlotCommittee } from '../../domain/committee/slot-committee.js';
import { keys } from '../../ledger/keys.js';
import type { Ledger } from '../../ledger/ledger.js';
import { find } from '../../ledger/repository.js';

/** The verdicts on a slot, read by their known keys: no range, so that one more verdict voids no other transaction. */
export async function verdictsOn(ledger: Ledger, committee: SlotCommittee): Promise<Verdicts> {
  const { leag, slot } = committee.slot;
  const attestations = new Map<string, SlotAttestation>();
  for (const { validator, from } of [...committee.members, ...committee.replaced]) {
    const attestation = await find(ledger, SlotAttestation, keys.attestation(leag, slot, from, validator));
    if (attestation !== undefined) {
      attestations.set(validator, attestation);
    }
  }
  const organisations: OrganisationVerdict[] = [];
  for (const mspId of committee.vote?.voters ?? []) {
    const verdict = await find(ledger, OrganisationVerdict, keys.organisationVerdict(leag, slot, mspId));
    if (verdict !== undefined) {
      organisations.push(verdict);
    }
  }
  return { attestations, organisations };
}
