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
