// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { policyFailure, type Channel } from '../channel/channel.js';
import { sha256 } from '../ledger/hashes.js';
import type { Identity } from '../msp/identity.js';
import { MspError } from '../msp/msp-error.js';
import { MalformedProposalError, unpackProposal, type OpenedProposal, type Proposal } from './proposal.js';

const TIME_WINDOW_MS = 15 * 60 * 1000;
const SYSTEM_CHAINCODES = new Set(['qscc', 'cscc', '_lifecycle', 'lscc']);

/** A proposal that the peer refuses before it runs anything. */
export class ProposalRefusedError extends Error {
  constructor(
    message: string,
    /** Whether Fabric's peer drops such a proposal before it even looks at its content. */
    readonly unanswered = false,
  ) {
    super(message);
    this.name = 'ProposalRefusedError';
  }
}

/** A proposal that has passed the checks. */
export interface CheckedProposal {
  readonly proposal: Proposal;
  readonly creator: Identity;
}

/** Whether a chaincode is part of the peer. */
export function isSystemChaincode(name: string): boolean {
  return SYSTEM_CHAINCODES.has(name);
}

/**
 * Lets a proposal in as Fabric's peer does, before it looks at the channel: the creator's certificate has not run
 * out, the time is about now, and all that is needed is there.
 *
 * @throws ProposalRefusedError with Fabric's wording.
 */
export function admitProposal(channel: Channel, opened: OpenedProposal, now: Date): Proposal {
  checkExpiry(channel, opened, now);
  checkTime(opened, now);
  try {
    return unpackProposal(opened);
  } catch (error) {
    if (error instanceof MalformedProposalError) throw new ProposalRefusedError(error.message);
    throw error;
  }
}

/**
 * Checks a proposal that has been let in: header, transaction id, creator and signature, and on a channel that it is
 * new and that the creator may propose. One without a channel must come from the peer's own organisation.
 *
 * @throws ProposalRefusedError with Fabric's wording.
 */
export function checkProposal(channel: Channel, localMspId: string, proposal: Proposal): CheckedProposal {
  checkHeader(proposal);
  const onChannel = proposal.header.channel !== '';
  const creator = checkCreator(channel, proposal, onChannel ? undefined : localMspId);
  if (!onChannel) return { proposal, creator };
  const { txId } = proposal.header;
  if (channel.ledger.transaction(txId) !== undefined) {
    const hex = Buffer.from(proposal.header.creator).toString('hex');
    throw new ProposalRefusedError(`duplicate transaction found [${txId}]. Creator [${hex}]`);
  }
  if (!isSystemChaincode(proposal.chaincode) && !channel.policies.get('Writers').evaluate([creator])) {
    throw new ProposalRefusedError(policyFailure(channel, 'Writers'));
  }
  return { proposal, creator };
}

/** Only the end of a certificate's period counts: Fabric takes one that starts in the future. */
function checkExpiry(channel: Channel, { header }: OpenedProposal, now: Date): void {
  try {
    channel.msps.deserialize(header.creator).validate(now);
  } catch (error) {
    if (error instanceof MspError && error.code === 'EXPIRED') {
      throw new ProposalRefusedError('proposal client identity expired', true);
    }
    // Whatever else is wrong with the creator is said after the header has been checked.
    if (!(error instanceof MspError)) throw error;
  }
}

function checkTime({ header }: OpenedProposal, now: Date): void {
  const timestamp = header.timestamp?.toDate() ?? new Date(0);
  if (Math.abs(timestamp.getTime() - now.getTime()) <= TIME_WINDOW_MS) return;
  throw new ProposalRefusedError(
    `request unauthorized due to incorrect timestamp ${timestamp.toISOString()}, peer time ${now.toISOString()}, ` +
      'peer.authentication.timewindow 15m0s',
    true,
  );
}

function checkHeader({ header }: Proposal): void {
  const refuse = (reason: string): never => {
    throw new ProposalRefusedError(`error validating proposal: ${reason}`);
  };
  if (header.type !== common.HeaderType.ENDORSER_TRANSACTION && header.type !== common.HeaderType.CONFIG) {
    const name = Object.entries(common.HeaderType).find(([, type]) => type === header.type)?.[0];
    refuse(`invalid header type ${name ?? header.type}`);
  }
  if (header.epoch !== 0) refuse('epoch is non-zero');
  if (header.nonce.length === 0) refuse('nonce is empty');
  if (header.creator.length === 0) refuse('creator is empty');
  const expected = sha256(header.nonce, header.creator).toString('hex');
  if (header.txId !== expected) {
    refuse(`incorrectly computed txid '${header.txId}' -- expected '${expected}'`);
  }
}

/** The creator, who with `mspId` has to be of that organisation. */
function checkCreator(channel: Channel, { header, signed }: Proposal, mspId: string | undefined): Identity {
  if (signed.getSignature_asU8().length === 0) {
    throw new ProposalRefusedError('error validating proposal: empty signature bytes');
  }
  const access = `error validating proposal: access denied: channel [${header.channel}] creator org`;
  let creator: Identity;
  try {
    creator = channel.msps.deserialize(header.creator);
  } catch {
    throw new ProposalRefusedError(`${access} unknown, creator is malformed`);
  }
  if (mspId !== undefined && creator.mspId !== mspId) {
    throw new ProposalRefusedError(`${access} unknown, creator is malformed`);
  }
  const denied = `${access} [${creator.mspId}]`;
  try {
    creator.validate();
  } catch (error) {
    const isStranger = error instanceof MspError && error.code === 'UNTRUSTED_CERTIFICATE';
    throw new ProposalRefusedError(isStranger ? `${access} unknown, creator is malformed` : denied);
  }
  if (!channel.signatures.verify(creator, [signed.getProposalBytes_asU8()], signed.getSignature_asU8())) {
    throw new ProposalRefusedError(denied);
  }
  return creator;
}
