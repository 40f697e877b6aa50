// SPDX-License-Identifier: Apache-2.0
import type { InputOf, OutputOf, PrivateOf, TransactionName } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';

const RELEASES = 'trader:sealReleases';

type Sealing = 'trader:sealVehicles' | 'trader:sealLinks' | typeof RELEASES;
type Publishing = 'trader:enrol' | 'trader:certify' | 'trader:rotate' | 'trader:release';

/** What is sealed with the LEAG, what is published then, and what that answered. */
export interface PublicationPlan<S extends Sealing, P extends Publishing> {
  readonly leag: string;
  readonly sealed: PrivateOf<S>;
  /** Requests of vehicles that leave with it, sealed after the rest. */
  readonly releases?: PrivateOf<typeof RELEASES>;
  readonly published: Omit<InputOf<P>, 'key'>;
  readonly answer?: OutputOf<P>;
}

/** See {@link publicationSaga}. */
export type PublicationSaga<S extends Sealing, P extends Publishing> = Saga<PublicationPlan<S, P>, OutputOf<P>>;

/** Which transactions a saga runs. */
export interface Publication<S extends Sealing, P extends Publishing> {
  readonly kind: string;
  readonly seal: S;
  /** Whether vehicles leave with it. */
  readonly releases?: true;
  readonly publish: P;
}

/** Seals in the LEAG's own collection, then publishes what tells nothing of it. Each step repeats to the same. */
export function publicationSaga<S extends Sealing, P extends Publishing>(
  contracts: ContractClient,
  names: Publication<S, P>,
): PublicationSaga<S, P> {
  const steps: PublicationSaga<S, P>['steps'] = [
    {
      name: 'seal',
      run: async (caller, plan) => {
        const input = { leag: plan.leag, ...keyFor(names.seal, caller) } as InputOf<S>;
        return { receipt: await contracts.submitPrivate(caller, names.seal, input, plan.sealed), payload: plan };
      },
    },
    {
      name: 'sealReleases',
      run: async (caller, plan) => {
        const input = { leag: plan.leag, key: caller.idempotencyKey };
        const releases = leftBy('plan', plan.releases);
        return { receipt: await contracts.submitPrivate(caller, RELEASES, input, releases), payload: plan };
      },
    },
    {
      name: 'publish',
      run: async (caller, plan) => {
        const input = { ...plan.published, ...keyFor(names.publish, caller) } as InputOf<P>;
        const receipt = await contracts.submit(caller, names.publish, input);
        return { receipt, payload: { ...plan, answer: receipt.result } };
      },
    },
  ];
  return {
    kind: names.kind,
    steps: steps.filter(({ name }) => name !== 'sealReleases' || names.releases === true),
    result: ({ answer }) => leftBy('publish', answer),
  };
}

const keyed: readonly TransactionName[] = ['trader:rotate', 'trader:release', RELEASES];

/** The idempotency key, for transactions that take one. */
function keyFor(name: TransactionName, caller: Caller): { readonly key?: string } {
  return keyed.includes(name) ? { key: caller.idempotencyKey } : {};
}
