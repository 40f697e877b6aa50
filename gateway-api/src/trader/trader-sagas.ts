// SPDX-License-Identifier: Apache-2.0
import type { InputOf, OutputOf, PrivateOf, TransactionName } from '@wattpass/chaincode/domain';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';

type Sealing = 'trader:sealVehicles' | 'trader:sealLinks';
type Publishing = 'trader:enrol' | 'trader:certify' | 'trader:rotate';

/** What is sealed with the LEAG, what is published then, and what that answered. */
export interface PublicationPlan<S extends Sealing, P extends Publishing> {
  readonly leag: string;
  readonly sealed: PrivateOf<S>;
  readonly published: Omit<InputOf<P>, 'key'>;
  readonly answer?: OutputOf<P>;
}

/** See {@link publicationSaga}. */
export type PublicationSaga<S extends Sealing, P extends Publishing> = Saga<PublicationPlan<S, P>, OutputOf<P>>;

/** Seals in the LEAG's own collection, then publishes what tells nothing of it. Each step repeats to the same. */
export function publicationSaga<S extends Sealing, P extends Publishing>(
  contracts: ContractClient,
  names: { readonly kind: string; readonly seal: S; readonly publish: P },
): PublicationSaga<S, P> {
  return {
    kind: names.kind,
    steps: [
      {
        name: 'seal',
        run: async (caller, plan) => {
          const input = { leag: plan.leag } as InputOf<S>;
          return { receipt: await contracts.submitPrivate(caller, names.seal, input, plan.sealed), payload: plan };
        },
      },
      {
        name: 'publish',
        run: async (caller, plan) => {
          const key = keyed(names.publish) ? { key: caller.idempotencyKey } : {};
          const input = { ...plan.published, ...key } as InputOf<P>;
          const receipt = await contracts.submit(caller, names.publish, input);
          return { receipt, payload: { ...plan, answer: receipt.result } };
        },
      },
    ],
    result: ({ answer }) => leftBy('publish', answer),
  };
}

function keyed(name: TransactionName): boolean {
  return name === 'trader:rotate';
}
