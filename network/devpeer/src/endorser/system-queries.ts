// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import type { Channel } from '../channel/channel.js';
import { decodeBlock } from '../ledger/block.js';
import type { CheckedProposal } from './proposal-check.js';

const OK = 200;
const ERROR = 500;

type Query = (channel: Channel, argument: Uint8Array) => Uint8Array;

/** A query that fails; its message goes into the response. */
class QueryError extends Error {}

const LEDGER_QUERIES: Readonly<Record<string, Query>> = {
  GetChainInfo: (channel) => chainInfo(channel),
  GetBlockByNumber: (channel, argument) => blockByNumber(channel, text(argument)),
  GetBlockByHash: (channel, argument) => blockByHash(channel, argument),
  GetTransactionByID: (channel, argument) => transactionById(channel, text(argument)),
  GetBlockByTxID: (channel, argument) => blockByTransaction(channel, text(argument)),
};

const CONFIGURATION_QUERIES: Readonly<Record<string, Query>> = {
  GetChannels: (channel) => channels(channel),
  GetConfigBlock: (channel) => storedBlock(channel, 0),
  GetChannelConfig: (channel) => channelConfig(channel),
};

/** Answers a query of the ledger (qscc) or of the configuration (cscc); `undefined` for any other chaincode. */
export function querySystemChaincode(
  channel: Channel,
  { proposal, creator }: CheckedProposal,
): peer.Response | undefined {
  const queries = { qscc: LEDGER_QUERIES, cscc: CONFIGURATION_QUERIES }[proposal.chaincode];
  if (queries === undefined) return undefined;
  try {
    return response(OK, '', runQuery(channel, queries, { proposal, creator }));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return response(ERROR, error.message, new Uint8Array(0));
  }
}

function runQuery(
  channel: Channel,
  queries: Readonly<Record<string, Query>>,
  { proposal, creator }: CheckedProposal,
): Uint8Array {
  const [name = '', target = '', argument] = argumentsOf(proposal.input);
  const run = queries[name];
  checkCount(name, proposal.input.getArgsList_asU8().length, run !== undefined && queries === LEDGER_QUERIES);
  if (run === undefined) throw new QueryError(unknownFunction(proposal.chaincode, name, target));
  checkChannel(channel, proposal.chaincode, name, target);
  if (!channel.policies.get('Readers').evaluate([creator])) {
    throw new QueryError(`access denied for [${name}][${channel.name}]`);
  }
  return run(channel, argument ?? new Uint8Array(0));
}

/** All but GetChannels name a channel; what is asked of the ledger comes third. */
function checkCount(name: string, count: number, asksLedger: boolean): void {
  if (name !== 'GetChannels' && count < 2) throw new QueryError(`Incorrect number of arguments, ${count}`);
  if (asksLedger && name !== 'GetChainInfo' && count < 3) throw new QueryError(`missing 3rd argument for ${name}`);
}

/** The ledger's queries are looked up among the permissions first, those of the configuration among the functions. */
function unknownFunction(chaincode: string, name: string, channel: string): string {
  return chaincode === 'qscc'
    ? `access denied for [${name}][${channel}]: [Unmapped policy for qscc/${name}]`
    : `Requested function ${name} not found.`;
}

function checkChannel(channel: Channel, chaincode: string, name: string, target: string): void {
  if (name === 'GetChannels' || target === channel.name) return;
  throw new QueryError(
    chaincode === 'qscc'
      ? `Invalid chain ID, ${target}`
      : `access denied for [${name}][${target}]: Failed to get policy manager for channel [${target}]`,
  );
}

function argumentsOf(input: peer.ChaincodeInput): [string | undefined, string | undefined, Uint8Array | undefined] {
  const [name, channel, argument] = input.getArgsList_asU8();
  return [name && text(name), channel && text(channel), argument];
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

function response(status: number, message: string, payload: Uint8Array): peer.Response {
  const result = new peer.Response();
  result.setStatus(status);
  result.setMessage(message);
  result.setPayload(payload);
  return result;
}

function chainInfo({ ledger }: Channel): Uint8Array {
  const info = new common.BlockchainInfo();
  info.setHeight(ledger.height);
  info.setCurrentblockhash(ledger.currentHash);
  info.setPreviousblockhash(ledger.previousHash);
  return info.serializeBinary();
}

function storedBlock({ ledger }: Channel, number: number): Uint8Array {
  const block = ledger.block(number);
  if (block === undefined) {
    throw new QueryError(`Failed to get block number ${number}, error no such block number [${number}] in index`);
  }
  return block;
}

function blockByNumber(channel: Channel, argument: string): Uint8Array {
  if (!/^\d+$/.test(argument)) {
    const reason = `strconv.ParseUint: parsing ${JSON.stringify(argument)}: invalid syntax`;
    throw new QueryError(`Failed to parse block number with error ${reason}`);
  }
  // Fabric takes the largest number for the newest block.
  const number = BigInt(argument) === 0xffff_ffff_ffff_ffffn ? channel.ledger.height - 1 : Number(argument);
  return storedBlock(channel, number);
}

function blockByHash(channel: Channel, hash: Uint8Array): Uint8Array {
  const number = channel.ledger.blockNumberByHash(hash);
  if (number === undefined) {
    // Fabric puts the bytes themselves into its message.
    const bytes = Buffer.from(hash);
    throw new QueryError(
      `Failed to get block hash ${bytes.toString()}, error no such block hash [${bytes.toString('hex')}] in index`,
    );
  }
  return storedBlock(channel, number);
}

function blockByTransaction(channel: Channel, txId: string): Uint8Array {
  const location = channel.ledger.transaction(txId);
  if (location === undefined) {
    throw new QueryError(`Failed to get block for txID ${txId}, error no such transaction ID [${txId}] in index`);
  }
  return storedBlock(channel, location.block);
}

function transactionById(channel: Channel, txId: string): Uint8Array {
  const location = channel.ledger.transaction(txId);
  if (location === undefined) {
    throw new QueryError(`Failed to get transaction with id ${txId}, error no such transaction ID [${txId}] in index`);
  }
  const envelope = decodeBlock(storedBlock(channel, location.block)).envelopes[location.index];
  const processed = new peer.ProcessedTransaction();
  processed.setTransactionenvelope(common.Envelope.deserializeBinary(envelope ?? new Uint8Array(0)));
  processed.setValidationcode(location.code);
  return processed.serializeBinary();
}

function channels(channel: Channel): Uint8Array {
  const info = new peer.ChannelInfo();
  info.setChannelId(channel.name);
  const result = new peer.ChannelQueryResponse();
  result.addChannels(info);
  return result.serializeBinary();
}

function channelConfig(channel: Channel): Uint8Array {
  const [envelope] = decodeBlock(storedBlock(channel, 0)).envelopes;
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope ?? new Uint8Array(0)).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  return config?.serializeBinary() ?? new Uint8Array(0);
}
