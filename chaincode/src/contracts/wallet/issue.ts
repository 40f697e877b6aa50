// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../../domain/canonical-json.js';
import { DomainError } from '../../domain/errors.js';
import { amountText, sumOf } from '../../domain/wallet/amount.js';
import type { Coin } from '../../domain/wallet/coin.js';
import { requireIssuer, requireWithinLimit } from '../../domain/wallet/issuance-rules.js';
import { IssuedOn, Issuance } from '../../domain/wallet/issuance.js';
import { Issuer } from '../../domain/wallet/issuer.js';
import { payloadId } from '../../domain/wallet/payload-rules.js';
import { keys } from '../../ledger/keys.js';
import { rulesInForce } from '../../ledger/registry.js';
import { find, listAll, save } from '../../ledger/repository.js';
import type { Handler } from '../run.js';
import { announce, newRecordId, type Session } from '../session.js';
import { Till } from './till.js';

type Money = Pick<Coin, 'owner' | 'amount'>;

/** Puts money into circulation. A repeat under the same key answers with what the first time made. */
export const issue: Handler<'wallet:issue'> = async (session, { key, outputs }) => {
  const id = newRecordId(session, key);
  const standing = await find(session.ledger, Issuance, keys.issuance(id));
  if (standing !== undefined) {
    requireSame(standing, outputs);
    return standing;
  }
  const till = await Till.open(session);
  const amount = sumOf(outputs.map((output) => output.amount));
  const ruleVersion = await judge(session, 'issue', amount);
  till.issue(amount);
  for (const output of outputs) {
    till.payCoin(output.owner, BigInt(output.amount));
  }
  await till.close();
  return record(session, { id, kind: 'issue', amount, coins: till.made.coins, ruleVersion });
};

/** Takes money out of circulation. The payload's coins are gone then, so it cannot be redeemed twice. */
export const redeem: Handler<'wallet:redeem'> = async (session, { spend }) => {
  const { redeemed = '0', payoutHash } = spend.payload;
  const till = await Till.open(session);
  await till.spend(spend, { fn: 'wallet:redeem', outputs: ['coin'], redeems: true });
  const amount = BigInt(redeemed);
  const ruleVersion = await judge(session, 'redeem', amount);
  till.burn(amount);
  await till.close();
  const id = payloadId(spend.payload).slice(0, 32);
  const { coins } = till.made;
  return record(session, {
    id,
    kind: 'redeem',
    amount,
    coins,
    ruleVersion,
    ...(payoutHash !== undefined && { payoutHash }),
  });
};

/** Checks issuer and limit; gives the version of the rules that said so. */
async function judge({ ledger, actor, now }: Session, kind: Issuance['kind'], amount: bigint): Promise<number> {
  requireIssuer(await find(ledger, Issuer, keys.issuer(actor.mspId)), actor.mspId);
  const { version, parameters } = await rulesInForce(ledger, now);
  const earlier = await listAll(ledger, IssuedOn, keys.allIssuedOn(kind, actor.mspId, dayOf(now)));
  requireWithinLimit(
    kind,
    amount,
    earlier.map((each) => each.amount),
    parameters,
  );
  return version;
}

async function record(
  session: Session,
  facts: Pick<Issuance, 'id' | 'kind' | 'coins' | 'ruleVersion' | 'payoutHash'> & { readonly amount: bigint },
): Promise<Issuance> {
  const { ledger, actor, now, txId } = session;
  const amount = amountText(facts.amount);
  const issuance: Issuance = { ...facts, amount, issuer: actor.mspId, by: actor.id, day: dayOf(now), at: now };
  await save(ledger, keys.issuance(issuance.id), issuance);
  await save(ledger, keys.issuedOn(issuance.kind, actor.mspId, issuance.day, txId), { amount });
  announce(session, `wallet.${issuance.kind}`, [{ kind: 'issuance', id: issuance.id, amount }]);
  return issuance;
}

function requireSame({ id, coins }: Issuance, outputs: readonly Money[]): void {
  const made = coins.map(({ owner, amount }) => ({ owner, amount }));
  if (canonicalJson(made) !== canonicalJson(outputs)) {
    throw new DomainError('ALREADY_EXISTS', 'this key issued other money', { id });
  }
}

function dayOf(now: string): string {
  return now.slice(0, 10);
}
