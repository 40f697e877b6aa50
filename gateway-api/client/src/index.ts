// SPDX-License-Identifier: Apache-2.0
export {
  createClient,
  type AnswerOf,
  type CallOptions,
  type Client,
  type ClientOptions,
  type OperationId,
  type RequestOf,
} from './client.js';
export { Horizon } from './horizon.js';
export { ProblemError, UnreachableError } from './problem-error.js';
export { defaultRetry, type RetryPolicy } from './retry.js';
export type * from './schema.js';
export { createWeightsClient, type WeightPurpose, type WeightsClient } from './weights.js';
export { canonicalJson } from './wallet/canonical-json.js';
export {
  chooseCoins,
  payloadHeader,
  signSpend,
  type LedgerIdentity,
  type OwnCoin,
  type SignedSpend,
  type SpendOutput,
  type SpendTerms,
} from './wallet/sign-spend.js';
export {
  newWalletKey,
  walletKeyFromJwk,
  type KeySignature,
  type PrivateKeyJwk,
  type WalletKey,
} from './wallet/wallet-key.js';
