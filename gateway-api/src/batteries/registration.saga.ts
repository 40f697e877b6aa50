// SPDX-License-Identifier: Apache-2.0
import type { OutputOf } from '@wattpass/chaincode/domain';
import type { ContractClient } from '../fabric/contract.client.js';
import { leftBy } from '../saga/left-by.js';
import type { Saga } from '../saga/saga.js';
import type { RegistrationPlan } from './registration.js';

type Registered = OutputOf<'battery:confirmFactoryData'>;

/** The plan, and what the last step answered. */
export type RegistrationProgress = RegistrationPlan & { readonly registered?: Registered };

/** Registers batteries with commitments, seals their factory data in private, and confirms the one by the other. */
export function registrationSaga(contracts: ContractClient): Saga<RegistrationProgress, Registered> {
  return {
    kind: 'register-batteries',
    steps: [
      {
        name: 'register',
        run: async (caller, plan) => {
          const { batteries } = plan;
          const key = caller.idempotencyKey;
          return { receipt: await contracts.submit(caller, 'battery:register', { key, batteries }), payload: plan };
        },
      },
      {
        name: 'seal',
        run: async (caller, plan) => {
          const payload = { items: plan.factoryData };
          const input = { batteryIds: batteryIdsOf(plan) };
          const receipt = await contracts.submitPrivate(caller, 'battery:sealFactoryData', input, payload);
          return { receipt, payload: plan };
        },
      },
      {
        name: 'confirm',
        run: async (caller, plan) => {
          const input = { batteryIds: batteryIdsOf(plan) };
          const receipt = await contracts.submit(caller, 'battery:confirmFactoryData', input);
          return { receipt, payload: { ...plan, registered: receipt.result } };
        },
      },
    ],
    result: ({ registered }) => leftBy('confirm', registered),
  };
}

function batteryIdsOf({ factoryData }: RegistrationPlan): string[] {
  return factoryData.map(({ batteryId }) => batteryId);
}
