// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, SignedSpend } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';

/** The transactions that spend coins. */
export type Spending = 'wallet:transfer' | 'wallet:deposit' | 'wallet:redeem' | 'market:fundSlot';

/**
 * Relays payments that wallets have signed. A conflict is no passing trouble to a payment: most likely one of its coins
 * has just been spent elsewhere, and no further try will bring it back. So the coins are looked at first.
 */
@Injectable()
export class PaymentService {
  constructor(private readonly contracts: ContractClient) {}

  /** @throws FabricError COIN_NOT_LIVE naming the coins, where a conflict was about them */
  pay<N extends Spending>(caller: Caller, name: N, input: InputOf<N>): Promise<Receipt<OutputOf<N>>> {
    return this.contracts.submitWhileStanding(caller, name, input, (conflict) =>
      this.#requireLive(caller, input.spend, conflict),
    );
  }

  async #requireLive(caller: Caller, { payload }: SignedSpend, conflict: FabricError): Promise<void> {
    const { coins } = await this.contracts.evaluate(caller, 'wallet:coins', { coins: payload.inputs });
    const gone = coins.filter(({ status }) => status !== 'live').map(({ id }) => id);
    if (gone.length > 0) {
      const { txId } = conflict.facts;
      throw new FabricError('COIN_NOT_LIVE', `${gone.join(', ')}: spent by another transaction that came first`, {
        ...(txId === undefined ? {} : { txId }),
        data: { coins: gone },
        cause: conflict,
      });
    }
  }
}
