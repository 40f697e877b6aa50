// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';

/** What a slot takes only while its gate is open. */
export type Ordering = 'market:placeOrders' | 'market:commitOrders' | 'market:cancelOrders';

/**
 * Brings orders to an open gate. A conflict with its closure is no passing trouble: no further try gets them in. So the
 * slot is looked at first, and only where it still takes orders they are tried again.
 */
@Injectable()
export class OrderService {
  constructor(private readonly contracts: ContractClient) {}

  /** @throws FabricError ILLEGAL_STATUS where the gate closed first */
  bring<N extends Ordering>(caller: Caller, name: N, input: InputOf<N>): Promise<Receipt<OutputOf<N>>> {
    return this.contracts.submitWhileStanding(caller, name, input, (conflict) =>
      this.#requireOpen(caller, input, conflict),
    );
  }

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
