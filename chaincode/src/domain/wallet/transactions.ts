// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { Hex256, IdempotencyKey, Instant, items, Page, pageOf } from '../fields.js';
import { roles } from '../roles.js';
import { defineTransactions } from '../transaction.js';
import { Address } from './address.js';
import { Amount, AmountOrZero } from './amount.js';
import { Coin, CoinRef } from './coin.js';
import { Escrow, EscrowPlace } from './escrow.js';
import { Issuance } from './issuance.js';
import { Issuer } from './issuer.js';
import { LedgerIdentity } from './ledger-identity.js';
import { Note, Withdrawal } from './note.js';
import { MAX_COINS, SignedSpend, WithdrawalPayload } from './payload.js';
import { Ruling } from './ruling.js';
import { KeySignature } from './signature.js';

/** Payloads name the instant until which they hold, so a relay must not choose the time: seconds. */
const PAYMENT_CLOCK = 30;

const Spend = z.strictObject({ spend: SignedSpend });
const NewMoney = z.strictObject({ owner: Address, amount: Amount });
/** What the transaction made, in the order of the payload's outputs; a coin for the relay comes last. */
const Made = z.strictObject({ coins: z.array(Coin), notes: z.array(Note) });

/** What became of a coin: `spent` and `unknown` are one to a contract that pays, the history tells them apart. */
export const CoinFate = CoinRef.extend({
  status: z.enum(['live', 'spent', 'unknown']),
  amount: Amount.optional(),
  madeAt: Instant.optional(),
  madeIn: Hex256.optional(),
  spentAt: Instant.optional(),
  spentIn: Hex256.optional(),
});

/** See {@link CoinFate}. */
export type CoinFate = z.infer<typeof CoinFate>;

/** What a wallet and its pseudonyms hold. */
export const Statement = z.strictObject({
  coins: z.array(Coin),
  notes: z.array(Note),
  withdrawals: z.array(Withdrawal),
  /** The sum of coins and notes. */
  total: AmountOrZero,
});

/** A part of the supply: so many records, so much money. */
export const SupplyPage = z.strictObject({ count: z.int().min(0), sum: z.string(), bookmark: z.string() });

export const walletTransactions = defineTransactions({
  'wallet:issue': {
    kind: 'submit',
    summary: 'Put money into circulation, within the limit that the members voted for a day',
    roles,
    issuer: true,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: z.strictObject({ key: IdempotencyKey, outputs: z.array(NewMoney).min(1).max(MAX_COINS) }),
    output: Issuance,
  },
  'wallet:redeem': {
    kind: 'submit',
    summary: "Take a wallet's money out of circulation and owe it outside of the ledger",
    roles,
    issuer: true,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: Spend,
    output: Issuance,
  },
  'wallet:transfer': {
    kind: 'submit',
    summary: 'Pay from coins to addresses, as their keys signed; whoever submits it cannot change it',
    roles,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: Spend,
    output: Made,
  },
  'wallet:deposit': {
    kind: 'submit',
    summary: 'Pay from coins into the deposit of a trading pseudonym',
    roles,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: Spend,
    output: Made,
  },
  'wallet:requestWithdrawals': {
    kind: 'submit',
    summary: 'Announce that deposits are taken back, as their pseudonyms signed',
    roles,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: z.strictObject({
      items: items(z.strictObject({ payload: WithdrawalPayload, signature: KeySignature })),
    }),
    output: z.strictObject({ withdrawals: z.array(Withdrawal) }),
  },
  'wallet:completeWithdrawals': {
    kind: 'submit',
    summary: 'Pay out deposits whose withdrawal was announced long enough ago',
    roles,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: z.strictObject({ items: items(z.strictObject({ trader: Address, noteId: Hex256 })) }),
    output: z.strictObject({ coins: z.array(Coin) }),
  },
  'wallet:expireEscrows': {
    kind: 'submit',
    summary: 'End escrows whose deadline has passed, each as it was fixed when it was locked',
    roles,
    clockToleranceSeconds: PAYMENT_CLOCK,
    input: z.strictObject({ items: items(EscrowPlace) }),
    output: Made,
  },
  'wallet:rule': {
    kind: 'submit',
    summary: "Say what the beneficiary of a disputed escrow should get, for the caller's organisation",
    roles,
    delegate: true,
    input: EscrowPlace.extend({ paid: AmountOrZero }),
    output: Ruling,
  },
  'wallet:executeRuling': {
    kind: 'submit',
    summary: 'End a disputed escrow as two thirds of the members hold',
    roles,
    input: EscrowPlace,
    output: Made,
  },
  'wallet:ledgerIdentity': {
    kind: 'evaluate',
    summary: 'Which ledger this is, as payloads must name it, and who issues its money',
    roles,
    input: z.strictObject({}),
    output: z.strictObject({ ledger: LedgerIdentity, issuers: z.array(Issuer) }),
  },
  'wallet:coins': {
    kind: 'evaluate',
    summary: 'What became of coins',
    roles,
    input: z.strictObject({ coins: z.array(CoinRef).min(1).max(MAX_COINS) }),
    output: z.strictObject({ coins: z.array(CoinFate) }),
  },
  'wallet:statement': {
    kind: 'evaluate',
    summary: 'The coins of addresses and the deposits of pseudonyms',
    roles,
    input: z.strictObject({ owners: z.array(Address).max(200), traders: z.array(Address).max(200) }),
    output: Statement,
  },
  'wallet:escrow': {
    kind: 'evaluate',
    summary: 'One escrow with what the members hold of its dispute',
    roles,
    input: EscrowPlace,
    output: z.strictObject({ escrow: Escrow, rulings: z.array(Ruling) }),
  },
  'wallet:issuances': {
    kind: 'evaluate',
    summary: 'What was put into circulation and taken out of it, a page at a time',
    roles,
    input: Page,
    output: pageOf(Issuance),
  },
  'wallet:supply': {
    kind: 'evaluate',
    summary: 'Coins, notes or escrows counted and added up, a page at a time',
    roles,
    input: z.strictObject({
      of: z.enum(['coins', 'notes', 'escrows']),
      limit: z.int().min(1).max(5000).default(1000),
      bookmark: z.string().max(2000).default(''),
    }),
    output: SupplyPage,
  },
});
