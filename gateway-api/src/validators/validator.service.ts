// SPDX-License-Identifier: Apache-2.0
import type { OutputOf, SlotRef, TransactionName } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';
import { verdictOn, type ReadSlot } from './verdict-on.js';

/** What the service needs of the ledger's client. */
export type ValidatorLedger = Pick<ContractClient, 'evaluate' | 'submit'>;

const PAGE = 1000;

/**
 * A validator: it reads a cleared slot on its own organisation's peer, runs the clearing again, and gives its verdict under
 * its own identity, which must be that of a seated validator.
 */
export class ValidatorService {
  constructor(private readonly contracts: ValidatorLedger) {}

  /** Judges one slot. @throws as `committee:attest` refuses */
  async attest(caller: Caller, slot: SlotRef): Promise<OutputOf<'committee:attest'>> {
    const verdict = verdictOn(await this.#read(caller, slot));
    const { result } = await this.contracts.submit(caller, 'committee:attest', { slot, ...verdict });
    return result;
  }

  /** Judges every slot that waits for a verdict of this validator, and gives what it said. */
  async attestOpen(caller: Caller, validator: string): Promise<OutputOf<'committee:attest'>[]> {
    const { leags } = await this.contracts.evaluate(caller, 'market:leags', {});
    const given: OutputOf<'committee:attest'>[] = [];
    for (const { id: leag } of leags) {
      const slots = await this.#all(caller, 'market:slots', { leag });
      for (const { slot } of slots.filter(({ state }) => state === 'CLEARED')) {
        if (await this.#waitsFor(caller, { leag, slot }, validator)) {
          given.push(await this.attest(caller, { leag, slot }));
        }
      }
    }
    return given;
  }

  async #waitsFor(caller: Caller, slot: SlotRef, validator: string): Promise<boolean> {
    const { committee, attestations } = await this.contracts.evaluate(caller, 'committee:get', { slot });
    return (
      committee.members.some((member) => member.validator === validator) &&
      !attestations.some((attestation) => attestation.validator === validator)
    );
  }

  async #read(caller: Caller, { leag, slot: name }: SlotRef): Promise<ReadSlot> {
    const place = { leag, slot: name };
    const { slot, cleared } = await this.contracts.evaluate(caller, 'market:slot', place);
    if (cleared === undefined) {
      throw new FabricError('ILLEGAL_STATUS', `${leag} ${name} has no result to judge`);
    }
    return {
      slot,
      cleared,
      orders: await this.#all(caller, 'market:orders', place),
      lines: await this.#all(caller, 'market:fills', place),
      gridFloat: await this.#gridFloat(caller, place),
    };
  }

  async #gridFloat(caller: Caller, { leag, slot }: SlotRef): Promise<bigint> {
    const place = { purpose: 'gridFloat', ref: [leag, slot] };
    try {
      return BigInt((await this.contracts.evaluate(caller, 'wallet:escrow', place)).escrow.amount);
    } catch (error) {
      if (error instanceof FabricError && error.code === 'NOT_FOUND') {
        return 0n; // the grid takes no part in this slot
      }
      throw error;
    }
  }

  async #all<N extends TransactionName>(
    caller: Caller,
    name: N,
    place: object,
  ): Promise<OutputOf<N> extends { items: (infer T)[] } ? T[] : never> {
    const items: unknown[] = [];
    let bookmark = '';
    do {
      const page = (await this.contracts.evaluate(caller, name, { ...place, limit: PAGE, bookmark } as never)) as {
        items: unknown[];
        bookmark: string;
      };
      items.push(...page.items);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return items as never;
  }
}
