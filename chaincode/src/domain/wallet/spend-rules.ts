// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';
import { addressOf } from './address.js';
import { sumOf } from './amount.js';
import type { Coin, CoinRef } from './coin.js';
import { payloadText, requirePayload, type PayloadContext } from './payload-rules.js';
import type { Output, SignedSpend, SpendPayload } from './payload.js';
import { requireSignature } from './signature.js';

/** What a transaction takes of a payload. */
export interface SpendTerms {
  readonly fn: string;
  /** The kinds of outputs it makes. */
  readonly outputs: readonly Output['kind'][];
  readonly redeems?: true;
}

/**
 * Checks everything about a spend that needs no coin: what it is for, its form, and one signature by every owner.
 * @throws DomainError RULE_VIOLATION (payloadFor, sortedInputs, outputKind, redeems, relayFee), PAYLOAD_EXPIRED,
 *   SIGNATURE_INVALID
 */
export function requireSpend(spend: SignedSpend, terms: SpendTerms, context: PayloadContext): void {
  const { payload } = spend;
  requirePayload(payload, terms.fn, context);
  requireForm(spend, terms);
  requireSignatures(spend);
  requireSorted(payload.inputs);
}

/** The coins or notes behind ids, all of them. @throws DomainError COIN_NOT_LIVE naming every one that is missing. */
export function requireLive<T>(ids: readonly string[], found: readonly (T | undefined)[]): T[] {
  const dead = ids.filter((_, index) => found[index] === undefined);
  if (dead.length > 0) {
    throw notLive(dead);
  }
  return found.filter((each) => each !== undefined);
}

/** Of coins or notes that are spent or were never made: the ledger's state cannot tell which. */
export function notLive(ids: readonly string[]): DomainError {
  return new DomainError('COIN_NOT_LIVE', `${ids.join(', ')}: spent, or never made`, { coins: ids });
}

/** @throws DomainError RULE_VIOLATION (`conserved`) unless what goes in comes out, to the unit. */
export function requireConserved(payload: SpendPayload, coins: readonly Coin[]): void {
  const into = sumOf(coins.map(({ amount }) => amount));
  const { outputs, relayFee, redeemed = '0' } = payload;
  const out = sumOf([...outputs.map(({ amount }) => amount), relayFee, redeemed]);
  if (into !== out) {
    throw broken('conserved', `the inputs hold ${into}, outputs, relay fee and redemption ${out}`, {
      inputs: into.toString(),
      outputs: out.toString(),
    });
  }
}

function requireForm({ payload, relayFeeTo }: SignedSpend, { outputs, redeems }: SpendTerms): void {
  const strange = payload.outputs.findIndex(({ kind }) => !outputs.includes(kind));
  if (strange >= 0) {
    throw broken('outputKind', `/payload/outputs/${strange}: ${payload.fn} makes ${outputs.join(', ')}`, {
      pointer: `/payload/outputs/${strange}`,
    });
  }
  const redeeming = redeems === true;
  if ((payload.redeemed !== undefined) !== redeeming || (payload.payoutHash !== undefined) !== redeeming) {
    throw broken('redeems', '/payload: redeemed and payoutHash belong to wallet:redeem, both of them', {});
  }
  if ((relayFeeTo !== undefined) !== (payload.relayFee !== '0')) {
    throw broken('relayFee', '/relayFeeTo: stands with a relay fee, and only then', { pointer: '/relayFeeTo' });
  }
  if (!redeeming && payload.outputs.length === 0) {
    throw broken('outputKind', '/payload/outputs: at least one', { pointer: '/payload/outputs' });
  }
}

function requireSignatures({ payload, signatures }: SignedSpend): void {
  const text = payloadText(payload);
  const byOwner = new Map(signatures.map((each) => [addressOf(each.publicKey), each] as const));
  const owners = new Set(payload.inputs.map(({ owner }) => owner));
  if (byOwner.size !== signatures.length || owners.size !== signatures.length) {
    throw new DomainError('SIGNATURE_INVALID', '/signatures: one for each owner among the inputs', {
      rule: 'everyOwner',
      owners: owners.size,
      signatures: signatures.length,
    });
  }
  for (const owner of owners) {
    const signature = byOwner.get(owner);
    if (signature === undefined) {
      throw new DomainError('SIGNATURE_INVALID', `/signatures: none by the key of ${owner}`, {
        rule: 'everyOwner',
        owner,
      });
    }
    requireSignature(text, signature, owner);
  }
}

function requireSorted(inputs: readonly CoinRef[]): void {
  for (const [index, { owner, id }] of inputs.entries()) {
    const before = inputs[index - 1];
    if (before !== undefined && !(before.owner < owner || (before.owner === owner && before.id < id))) {
      throw broken('sortedInputs', `/payload/inputs/${index}: sorted by owner and id, none twice`, {
        pointer: `/payload/inputs/${index}`,
      });
    }
  }
}

function broken(rule: string, detail: string, data: Record<string, unknown>): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule, ...data });
}
