// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import type { PeerEndorser, PeerResponse } from '../endorser/peer-endorser.js';
import { MalformedProposalError, openProposal, type OpenedProposal } from '../endorser/proposal.js';
import type { Log } from '../log.js';
import type { OrderingService } from '../orderer/ordering-service.js';
import { RpcError, type FailureDetail } from './rpc-error.js';

/** What the gateway of one organisation works with. */
export interface GatewayContext {
  readonly channel: Channel;
  /** The organisation whose gateway this is. */
  readonly localMspId: string;
  /** The peers of all organisations. */
  readonly endorsers: ReadonlyMap<string, PeerEndorser>;
  readonly orderer: OrderingService;
  readonly log: Log;
}

/**
 * Takes a proposal apart as a gateway does, its payload included.
 *
 * @throws RpcError INVALID_ARGUMENT when it cannot be read.
 */
export function readProposal(signed: peer.SignedProposal, what = ''): OpenedProposal {
  try {
    const opened = openProposal(signed);
    opened.invocation();
    return opened;
  } catch (error) {
    if (!(error instanceof MalformedProposalError)) throw error;
    throw new RpcError(status.INVALID_ARGUMENT, `${what}${error.message}`);
  }
}

/** What Fabric's gateway says of a channel that its peer has not joined. */
export function unknownChannel(name: string): string {
  return `failed to get config for channel [${name}]: could not get last config for channel ${name}`;
}

/** The outcome of one endorser in the words of Fabric's gateway. */
export function failureOf(endorser: PeerEndorser, { response, payload }: PeerResponse): FailureDetail | undefined {
  const code = response.getStatus();
  if (code >= 200 && code < 400) return undefined;
  const text = response.getMessage();
  const message = payload === undefined && code === 500 ? text : `chaincode response ${code}, ${text}`;
  return { address: endorser.address, mspId: endorser.mspId, message };
}
