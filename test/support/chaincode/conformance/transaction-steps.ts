// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import shim from 'fabric-shim';
import { Answer, type StepFunction } from './script-chaincode.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Steps over the transaction itself: its event, context, response, and calls of other chaincodes. */
export const transactionSteps: Readonly<Record<string, StepFunction>> = {
  event: (stub, name = '', payload = '') => {
    stub.setEvent(name, Buffer.from(payload));
    return Promise.resolve();
  },
  call: async (stub, chaincode = '', script = '[]', channel = '') => {
    const response = await stub.invokeChaincode(chaincode, ['run', script], channel);
    const { status, message, payload } = response as { status: number; message: string; payload: Uint8Array };
    return { status, message, payload: text(payload) };
  },
  /** Ends the chaincode with this response. */
  respond: (_stub, status = '200', message = '', payload = '') =>
    Promise.reject(new Answer({ status: Number(status), message, payload: Buffer.from(payload) })),
  fail: (_stub, message = '') => Promise.reject(new Error(message)),
  /** Which process runs this, and for how long it has. */
  process: () => Promise.resolve({ pid: process.pid, seconds: process.uptime() }),
  sleep: async (_stub, milliseconds = '0') => {
    await delay(Number(milliseconds));
  },
  context: (stub) => {
    const proposal = stub.getSignedProposal();
    return Promise.resolve({
      txId: stub.getTxID(),
      channel: stub.getChannelID(),
      creator: stub.getCreator().mspid,
      args: stub.getStringArgs(),
      timestampSeconds: Number(stub.getTxTimestamp().seconds),
      hasSignature: proposal.signature.length > 0,
      binding: stub.getBinding(),
      transient: [...stub.getTransient().keys()].sort(),
    });
  },
  transient: (stub, field = '') => Promise.resolve(text(stub.getTransient().get(field) ?? new Uint8Array(0))),
  clientIdentity: (stub) => {
    const identity = new shim.ClientIdentity(stub);
    return Promise.resolve({
      id: identity.getID(),
      mspId: identity.getMSPID(),
      role: identity.getAttributeValue('conformance.role'),
    });
  },
};
