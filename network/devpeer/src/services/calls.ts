// SPDX-License-Identifier: Apache-2.0
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { toServiceError } from './rpc-error.js';

/** Answers a unary call by an asynchronous function; `signal` aborts when the client gives up. */
export function unary<Request, Response>(
  answer: (request: Request, signal: AbortSignal) => Promise<Response>,
): (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => void {
  return (call, callback) => {
    const cancelled = new AbortController();
    let answered = false;
    call.on('cancelled', () => {
      // The library says so at the end of every call; only before the answer does it mean that the client gave up.
      if (!answered) cancelled.abort();
    });
    const run = async (): Promise<Response> => answer(call.request, cancelled.signal);
    run().then(
      (response) => {
        answered = true;
        callback(null, response);
      },
      (error: unknown) => {
        answered = true;
        callback(toServiceError(error));
      },
    );
  };
}

interface WritableCall<Response> {
  on(event: 'cancelled', listener: () => void): unknown;
  once(event: 'drain', listener: () => void): unknown;
  write(response: Response): boolean;
  end(): unknown;
  emit(event: 'error', error: Error): boolean;
}

/** Writes responses to a stream at the pace of the client until they end or the client goes. */
export async function writeStream<Response>(
  call: WritableCall<Response>,
  responses: (signal: AbortSignal) => AsyncIterable<Response>,
): Promise<void> {
  const cancelled = new AbortController();
  call.on('cancelled', () => {
    cancelled.abort();
  });
  try {
    for await (const response of responses(cancelled.signal)) {
      if (!call.write(response)) {
        await new Promise<void>((resolve) => {
          call.once('drain', resolve);
          cancelled.signal.addEventListener('abort', () => {
            resolve();
          });
        });
      }
    }
    call.end();
  } catch (error) {
    call.emit('error', toServiceError(error));
  }
}
