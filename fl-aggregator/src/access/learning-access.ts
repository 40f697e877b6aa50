// SPDX-License-Identifier: Apache-2.0
import {
  createClient,
  createWeightsClient,
  type Client,
  type Horizon,
  type RetryPolicy,
  type WeightsClient,
} from '@wattpass/gateway-api/client';

/** An account at a gateway. */
export interface GatewayAccount {
  readonly url: string;
  readonly apiKey: string;
}

/** What a gateway gives whoever learns: the ledger, and models and updates as bytes. */
export interface LearningAccess {
  readonly client: Client;
  readonly weights: WeightsClient;
}

/** How a round's deadlines are kept: rather a step that failed and is taken again than one that waits for a minute. */
const patience: Partial<RetryPolicy> = { attempts: 4, firstDelay: 100, longestDelay: 1000 };

/** Access through an account. @param horizon Shared by accounts at several gateways, whose peers are not in step. */
export function learningAccess(account: GatewayAccount, horizon?: Horizon): LearningAccess {
  const options = { ...account, retry: patience };
  return {
    client: createClient({ ...options, ...(horizon === undefined ? {} : { horizon }) }),
    weights: createWeightsClient(options),
  };
}
