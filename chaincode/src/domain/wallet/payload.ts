// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, Instant, Name } from '../fields.js';
import { Address } from './address.js';
import { Amount, AmountOrZero } from './amount.js';
import { CoinRef } from './coin.js';
import { EscrowPurpose, EscrowRef } from './escrow.js';
import { Payee } from './payee.js';
import { KeySignature } from './signature.js';

/** How many inputs, and how many outputs, one payload may have. */
export const MAX_COINS = 64;

/**
 * What every payload begins with that a wallet or a pseudonym signs, orders of the market included: which transaction
 * (`fn`) of which ledger it is for, and until when. What is signed is the UTF-8 of its canonical JSON.
 */
export const PayloadHeader = z.strictObject({
  v: z.literal(1),
  network: Hex256,
  channel: Name,
  chaincode: Name,
  fn: z.string().regex(/^[a-zA-Z]{2,32}:[a-zA-Z]{2,32}$/, 'contract:transaction'),
  /** The transaction's time may not lie after it. */
  notAfter: Instant,
});

/** See {@link PayloadHeader}. */
export type PayloadHeader = z.infer<typeof PayloadHeader>;

const CoinOutput = z.strictObject({ kind: z.literal('coin'), owner: Address, amount: Amount });
const NoteOutput = z.strictObject({ kind: z.literal('note'), trader: Address, refundTo: Address, amount: Amount });
const EscrowOutput = z.strictObject({
  kind: z.literal('escrow'),
  purpose: EscrowPurpose,
  ref: EscrowRef,
  refundTo: Payee,
  amount: Amount,
});

/** Where a payload sends money: to an address, into a pseudonym's deposit, into an escrow that a contract asked for. */
export const Output = z.discriminatedUnion('kind', [CoinOutput, NoteOutput, EscrowOutput]);

/** See {@link Output}. */
export type Output = z.infer<typeof Output>;

/** Inputs sorted by (owner, id) without repeats; the sum of the inputs is that of outputs, relay fee and `redeemed`. */
export const SpendPayload = PayloadHeader.extend({
  inputs: z.array(CoinRef).min(1).max(MAX_COINS),
  outputs: z.array(Output).max(MAX_COINS),
  /** For whoever submits it, who names the address; a relay can delay or drop a payload, not alter it. */
  relayFee: AmountOrZero,
  /** Taken out of circulation, in `wallet:redeem` alone. */
  redeemed: Amount.optional(),
  /** Under what the issuer pays it out, as agreed with it; a salted hash, so that the ledger names nobody. */
  payoutHash: Hex256.optional(),
});

/** See {@link SpendPayload}. */
export type SpendPayload = z.infer<typeof SpendPayload>;

/** A payload with one signature for each owner among its inputs, in any order. */
export const SignedSpend = z.strictObject({
  payload: SpendPayload,
  signatures: z.array(KeySignature).min(1).max(MAX_COINS),
  /** Where the relay fee goes; only with a fee. */
  relayFeeTo: Address.optional(),
});

/** See {@link SignedSpend}. */
export type SignedSpend = z.infer<typeof SignedSpend>;

/** What a pseudonym signs to announce that it takes a note back. */
export const WithdrawalPayload = PayloadHeader.extend({ trader: Address, noteId: Hex256 });

/** See {@link WithdrawalPayload}. */
export type WithdrawalPayload = z.infer<typeof WithdrawalPayload>;
