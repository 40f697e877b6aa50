// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';

/** What a slot takes only while its gate is open. */
export type Ordering = 'market:placeOrders' | 'market:commitOrders' | 'market:cancelOrders';

/** How often orders are tried whose gate is open, when something else than its closure was in their way. */
const ATTEMPTS = 4;

/**
 * Brings orders to an open gate. A conflict with its closure is no passing trouble: no further try gets them in. So the
 * slot is looked at first, and only where it still takes orders they are tried again.
 */
@Injectable()
export class OrderService {
  constructor(private readonly contracts: ContractClient) {}

  /** @throws FabricError ILLEGAL_STATUS where the gate closed first */
  async bring<N extends Ordering>(caller: Caller, name: N, input: InputOf<N>): Promise<Receipt<OutputOf<N>>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.contracts.submit(caller, name, input, 'fail');
      } catch (error) {
        if (!(error instanceof FabricError) || error.code !== 'COMMIT_CONFLICT') {
          throw error;
        }
        await this.#requireOpen(caller, input, error);
        if (attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /** The own peer has the block of the conflict, so it knows what became of the slot. */
  async #requireOpen(caller: Caller, input: InputOf<Ordering>, conflict: FabricError): Promise<void> {
    const { leag, slot: name } = input;
    const { slot } = await this.contracts.evaluate(caller, 'market:slot', { leag, slot: name });
    if (slot.state !== 'OPEN') {
      const { txId } = conflict.facts;
      throw new FabricError('ILLEGAL_STATUS', `the gate of ${leag} ${name} closed first`, {
        ...(txId === undefined ? {} : { txId }),
        data: { status: slot.state, legal: ['OPEN'] },
        cause: conflict,
      });
    }
  }
}
