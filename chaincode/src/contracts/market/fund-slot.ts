// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../../domain/errors.js';
import { escrowDeadline, requireState } from '../../domain/market/slot-rules.js';
import type { Slot } from '../../domain/market/slot.js';
import { Leag } from '../../domain/market/leag.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import type { Escrow, EscrowPlace } from '../../domain/wallet/escrow.js';
import type { Output } from '../../domain/wallet/payload.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce } from '../session.js';
import { Till } from '../wallet/till.js';
import { findEscrow, places, slotOf } from './slot-records.js';

const FUND = 'market:fundSlot';

type EscrowOutput = Extract<Output, { kind: 'escrow' }>;

/** Locks money for the grid's purchases or for imbalances, or adds to it; what is left of it goes back as registered. */
export const fundSlot: Handler<typeof FUND> = async (session, { leag: id, slot: name, spend }) => {
  const { ledger } = session;
  const slot = await slotOf(ledger, { leag: id, slot: name });
  requireState(slot, ['PLANNED', 'OPEN', 'CLOSED', 'REVEALING']);
  const leag = await load(ledger, Leag, keys.leag(id));
  const till = await Till.open(session);
  await till.spend(spend, { fn: FUND, outputs: ['escrow', 'coin'] });
  const escrows: Escrow[] = [];
  for (const [index, output] of spend.payload.outputs.entries()) {
    if (output.kind === 'escrow') {
      const terms = termsOf(output, index, slot, leag);
      const standing = escrows.find(({ purpose }) => purpose === output.purpose) ?? (await findEscrow(ledger, terms));
      const amount = BigInt(output.amount);
      escrows.push(standing === undefined ? await till.lock({ ...terms, amount }) : till.topUp(standing, amount));
    }
  }
  await till.close();
  announce(
    session,
    'market.slotFunded',
    escrows.map(({ purpose, amount }) => ({ kind: 'escrow', id: purpose, leag: id, slot: name, amount })),
  );
  return { escrows };
};

/** What the escrow of an output is, which must be one of the slot's two. @throws DomainError RULE_VIOLATION (`fundPlace`) */
function termsOf(
  output: EscrowOutput,
  index: number,
  slot: Slot,
  leag: Leag,
): Omit<Escrow, 'amount' | 'state' | 'due'> {
  const target: readonly [EscrowPlace, string][] = [
    [places.gridFloat(slot), leag.gridTo],
    [places.balancing(slot), leag.balancingTo],
  ];
  const place = canonicalJson({ purpose: output.purpose, ref: output.ref });
  const found = target.find(([known, owner]) => canonicalJson(known) === place && refundsTo(output, owner));
  if (found === undefined) {
    throw new DomainError('RULE_VIOLATION', `/spend/payload/outputs/${index}: gridFloat or balancing of this slot`, {
      rule: 'fundPlace',
      pointer: `/spend/payload/outputs/${index}`,
      leag: slot.leag,
      slot: slot.slot,
    });
  }
  return {
    ...found[0],
    refundTo: output.refundTo,
    beneficiary: { kind: 'contract' },
    deadline: escrowDeadline(slot),
    onTimeout: 'refund',
  };
}

function refundsTo({ refundTo }: EscrowOutput, owner: string): boolean {
  return refundTo.kind === 'coin' && refundTo.owner === owner;
}
