// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import anyProto from 'google-protobuf/google/protobuf/any_pb.js';

/** What one peer or orderer had to say about a failed call. */
export interface FailureDetail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/** A failed call, as it goes to the client: status, message and details of the endpoints involved. */
export class RpcError extends Error {
  constructor(
    readonly code: status,
    message: string,
    readonly details: readonly FailureDetail[] = [],
  ) {
    super(message);
    this.name = 'RpcError';
  }
}

const ERROR_DETAIL_TYPE = 'type.googleapis.com/gateway.ErrorDetail';

/** The gRPC form of an error; details travel as google.rpc.Status in the trailer. Other errors become INTERNAL. */
export function toServiceError(error: unknown): ServiceError {
  const failure =
    error instanceof RpcError
      ? error
      : new RpcError(status.INTERNAL, error instanceof Error ? error.message : String(error));
  const metadata = new Metadata();
  if (failure.details.length > 0) metadata.set('grpc-status-details-bin', encodeStatus(failure));
  return Object.assign(new Error(failure.message), {
    code: failure.code,
    details: failure.message,
    metadata,
  });
}

function encodeStatus(failure: RpcError): Buffer {
  const message = new google.rpc.Status();
  message.setCode(failure.code);
  message.setMessage(failure.message);
  message.setDetailsList(
    failure.details.map(({ address, mspId, message: text }) => {
      const detail = new gateway.ErrorDetail();
      detail.setAddress(address);
      detail.setMspId(mspId);
      detail.setMessage(text);
      const any = new anyProto.Any();
      any.setTypeUrl(ERROR_DETAIL_TYPE);
      any.setValue(detail.serializeBinary());
      return any;
    }),
  );
  return Buffer.from(message.serializeBinary());
}
