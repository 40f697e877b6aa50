// SPDX-License-Identifier: Apache-2.0

import { canonicalJson, type Json } from '../domain/canonical-json.js';
import type { Actor } from '../domain/actor.js';
import { DomainError } from '../domain/errors.js';
import { PRIVATE_FIELD, type Transaction } from '../domain/transaction.js';
import {
  transactions,
  type OutputOf,
  type ParsedInputOf,
  type PrivateOf,
  type TransactionName,
} from '../domain/transactions.js';
import { resolveActor } from '../ledger/actor.js';
import type { LedgerContext } from '../ledger/ledger-context.js';
import { parseJson } from './parse-json.js';
import type { Session } from './session.js';

/** How far a transaction's timestamp may lie from the endorsing peer's clock, unless it says less. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** What does the work of one transaction, once input and caller are known to be sound. */
export type Handler<N extends TransactionName> = (
  session: Session,
  input: ParsedInputOf<N>,
  payload: PrivateOf<N>,
) => Promise<OutputOf<N>>;

/**
 * Runs one transaction: parse, authorise, handle, encode. Every transaction of every contract goes through here.
 * @throws DomainError INVALID_INPUT, UNAUTHENTICATED_ROLE, FORBIDDEN, CLOCK_SKEW, and whatever the handler throws.
 */
export async function run<N extends TransactionName>(
  context: LedgerContext,
  name: N,
  input: string,
  handler: Handler<N>,
  callerOf: (context: LedgerContext) => Promise<Actor> = registeredCaller,
): Promise<string> {
  const transaction: Transaction = transactions[name];
  if (transaction.kind === 'submit') {
    checkClock(context, transaction.clockToleranceSeconds ?? CLOCK_TOLERANCE_SECONDS);
  }
  const actor = await callerOf(context);
  authorise(transaction, name, actor);
  const session: Session = { ledger: context.ledger, actor, now: context.time.toISOString(), txId: context.txId };
  const parsed = parseJson(transaction.input, input) as ParsedInputOf<N>;
  const payload = privatePayload(transaction, context) as PrivateOf<N>;
  const output = await handler(session, parsed, payload);
  return canonicalJson(output as Json);
}

function registeredCaller(context: LedgerContext): Promise<Actor> {
  return resolveActor(context.ledger, context.certified);
}

function authorise(transaction: Transaction, name: string, actor: Actor): void {
  if (!transaction.roles.includes(actor.role)) {
    throw new DomainError('FORBIDDEN', `${name} is not for the role ${actor.role}`, {
      role: actor.role,
      allowed: [...transaction.roles],
    });
  }
  if (transaction.delegate === true && !actor.delegate) {
    throw new DomainError('FORBIDDEN', `${name} needs a delegate of ${actor.mspId}`, {
      attribute: 'wattpass.delegate',
    });
  }
  if (transaction.issuer === true && actor.issuer !== true) {
    throw new DomainError('FORBIDDEN', `${name} needs an issuer of ${actor.mspId}`, { attribute: 'wattpass.issuer' });
  }
}

function checkClock({ time, clock }: LedgerContext, toleranceSeconds: number): void {
  const skew = Math.abs(clock - time.getTime());
  if (skew > toleranceSeconds * 1000) {
    throw new DomainError('CLOCK_SKEW', `the transaction time is more than ${toleranceSeconds} s from the peer's`, {
      toleranceSeconds,
    });
  }
}

function privatePayload(transaction: Transaction, context: LedgerContext): unknown {
  if (transaction.private === undefined) {
    return undefined;
  }
  const bytes = context.transient(PRIVATE_FIELD);
  if (bytes === undefined) {
    throw new DomainError('INVALID_INPUT', `the transient field "${PRIVATE_FIELD}" is missing`, {
      issues: [{ pointer: '', rule: 'required', field: PRIVATE_FIELD }],
    });
  }
  return parseJson(transaction.private, Buffer.from(bytes).toString('utf8'));
}
