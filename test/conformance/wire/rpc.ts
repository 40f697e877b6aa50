// SPDX-License-Identifier: Apache-2.0
import type { Metadata } from '@grpc/grpc-js';
import { status, type ServiceError } from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';

/** A refused call: gRPC status with what the endpoints involved had to say. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly mspId: string; readonly address: string; readonly message: string }[];
}

type Callback<T> = (error: ServiceError | null, response?: T) => void;

/** A call's response, or how it was refused. */
export type Answered<T> = { readonly response: T } | { readonly refused: Refusal };

/** Makes a unary call. */
export function unary<T>(call: (callback: Callback<T>) => unknown): Promise<Answered<T>> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error !== null) resolve({ refused: refusalOf(error) });
      else if (response !== undefined) resolve({ response });
      else reject(new Error('neither an error nor a response'));
    });
  });
}

/** The response of a call that a test relies on. */
export function expectResponse<T>(answered: Answered<T>): T {
  if ('refused' in answered) {
    throw new Error(`refused: ${JSON.stringify(answered.refused)}`);
  }
  return answered.response;
}

/** Takes a gRPC error apart. */
export function refusalOf(error: ServiceError): Refusal {
  const code = status[error.code];
  // A message that ends in a space is lost on its way from a Go server, and arrives from a Node server.
  const message = error.details.endsWith(' ') ? '' : error.details;
  return { code, message, details: detailsOf(error.metadata) };
}

function detailsOf(metadata: Metadata | undefined): Refusal['details'] {
  const [trailer] = metadata?.get('grpc-status-details-bin') ?? [];
  if (!(trailer instanceof Buffer)) return [];
  return google.rpc.Status.deserializeBinary(trailer)
    .getDetailsList()
    .map((any) => gateway.ErrorDetail.deserializeBinary(any.getValue_asU8()))
    .map((detail) => ({ mspId: detail.getMspId(), address: detail.getAddress(), message: detail.getMessage() }))
    .sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
}
