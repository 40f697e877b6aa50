// SPDX-License-Identifier: Apache-2.0
import type { TransactionName } from '@wattpass/chaincode/domain';
import type { Caller } from '@wattpass/gateway-api/internal/auth/caller.js';
import type { ContractClient } from '@wattpass/gateway-api/internal/fabric/contract.client.js';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import type { ReadSlot } from '@wattpass/gateway-api/internal/validators/verdict-on.js';

type Answer = (input: never, caller: Caller) => unknown;

/** One transaction as it was submitted. */
export interface Submitted {
  readonly name: TransactionName;
  readonly input: unknown;
  readonly by: string;
}

/** Transactions that answer as they are told; what was submitted is kept. */
export class ScriptedContracts {
  readonly submitted: Submitted[] = [];
  readonly answers = new Map<string, Answer>();
  readonly contracts = {
    evaluate: (caller: Caller, name: TransactionName, input: unknown) => this.#answer(caller, name, input),
    submit: async (caller: Caller, name: TransactionName, input: unknown) => {
      const result = await this.#answer(caller, name, input);
      this.submitted.push({ name, input, by: caller.account.name });
      return { result, txIds: [], blockNumber: '1' };
    },
  } as unknown as Pick<ContractClient, 'evaluate' | 'submit'>;

  on(name: TransactionName, answer: Answer): this {
    this.answers.set(name, answer);
    return this;
  }

  async #answer(caller: Caller, name: TransactionName, input: unknown): Promise<unknown> {
    const answer = this.answers.get(name);
    if (answer === undefined) {
      throw new FabricError('NOT_FOUND', `nothing answers ${name}`);
    }
    return Promise.resolve(answer(input as never, caller));
  }
}

/** A caller of that name, whose id on the ledger is `actorId`. */
export function callerNamed(name: string, actorId = ''): Caller {
  return { account: { name, actorId }, idempotencyKey: '', respondAsync: false } as unknown as Caller;
}

/** Lets a ledger serve a cleared slot, one record a page. */
export function serve(ledger: ScriptedContracts, found: ReadSlot): void {
  const page = (all: readonly unknown[], bookmark: string) => {
    const at = Number(bookmark || 0);
    return { items: all.slice(at, at + 1), bookmark: at + 1 < all.length ? String(at + 1) : '' };
  };
  ledger
    .on('market:slot', () => ({ slot: found.slot, cleared: found.cleared }))
    .on('market:orders', ({ bookmark }: { bookmark: string }) => page(found.orders, bookmark))
    .on('market:fills', ({ bookmark }: { bookmark: string }) => page(found.lines, bookmark))
    .on('wallet:escrow', () => ({ escrow: { amount: String(found.gridFloat) } }));
}
