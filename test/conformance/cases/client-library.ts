// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  checkpointers,
  connect,
  CommitError,
  EndorseError,
  GatewayError,
  signers,
  type Gateway,
} from '@hyperledger/fabric-gateway';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const script = (...steps: Step[]): string => JSON.stringify(steps);

/** Runs with the unmodified client library as alpha. */
async function withGateway<T>(t: Scene, use: (gateway: Gateway) => Promise<T>): Promise<T> {
  const { identity, node } = t.alpha;
  const gateway = connect({
    client: node.connection,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certPem) },
    signer: signers.newPrivateKeySigner(identity.key),
    evaluateOptions: () => ({ deadline: Date.now() + 20_000 }),
    endorseOptions: () => ({ deadline: Date.now() + 30_000 }),
    submitOptions: () => ({ deadline: Date.now() + 20_000 }),
    commitStatusOptions: () => ({ deadline: Date.now() + 30_000 }),
  });
  try {
    return await use(gateway);
  } finally {
    gateway.close();
  }
}

/** An error of the library as an observation. */
async function errorOf(t: Scene, attempt: Promise<unknown>): Promise<object> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof CommitError) {
      t.noteTransaction(error.transactionId);
      return { name: error.name, code: error.code, message: error.message };
    }
    if (error instanceof GatewayError) {
      if (error instanceof EndorseError) t.noteTransaction(error.transactionId);
      return { name: error.name, code: error.code, message: error.message, details: error.details };
    }
    throw error;
  }
  return { name: 'no error' };
}

/** The unmodified client library. */
export const clientLibraryCases = casesOf('client library', {
  'submitTransaction gives the result after commit': (t) =>
    withGateway(t, async (gateway) => {
      const contract = gateway.getNetwork(CHANNEL).getContract('majority');
      const submitted = text(await contract.submitTransaction('run', script(['put', t.key('x'), '1'])));
      return { submitted, evaluated: text(await contract.evaluateTransaction('run', script(['get', t.key('x')]))) };
    }),
  'an error of the chaincode is an EndorseError with details': (t) =>
    withGateway(t, (gateway) =>
      errorOf(
        t,
        gateway
          .getNetwork(CHANNEL)
          .getContract('majority')
          .submitTransaction('run', script(['fail', 'no'])),
      ),
    ),
  'an error of an evaluation is a GatewayError with details': (t) =>
    withGateway(t, (gateway) =>
      errorOf(
        t,
        gateway
          .getNetwork(CHANNEL)
          .getContract('majority')
          .evaluateTransaction('run', script(['fail', 'no'])),
      ),
    ),
  'a transaction that conflicts is a CommitError': (t) =>
    withGateway(t, async (gateway) => {
      const contract = gateway.getNetwork(CHANNEL).getContract('majority');
      await t.given(t.alpha, [['put', t.key('x'), '0']]);
      const steps = script(['get', t.key('x')], ['put', t.key('x'), '2']);
      const late = await contract.newProposal('run', { arguments: [steps] }).endorse();
      await t.given(t.alpha, [['put', t.key('x'), '1']]);
      const commit = await late.submit();
      const status = await commit.getStatus();
      return { code: status.code, successful: status.successful, result: text(late.getResult()) };
    }),
  'transient data and named organisations': (t) =>
    withGateway(t, async (gateway) =>
      text(
        await gateway
          .getNetwork(CHANNEL)
          .getContract('majority')
          .submit('run', {
            arguments: [script(['privatePut', 'alphaBeta', t.key('p')], ['transient', 'value'])],
            transientData: { value: 'v' },
            endorsingOrganizations: ['AlphaMSP'],
          }),
      ),
    ),
  'a proposal that was signed elsewhere': (t) =>
    withGateway(t, async (gateway) => {
      const contract = gateway.getNetwork(CHANNEL).getContract('majority');
      const unsigned = contract.newProposal('run', { arguments: [script(['put', t.key('x'), '1'])] });
      const signer = signers.newPrivateKeySigner(t.alpha.identity.key);
      const proposal = gateway.newSignedProposal(unsigned.getBytes(), await signer(unsigned.getDigest()));
      const transaction = await proposal.endorse();
      const signed = gateway.newSignedTransaction(transaction.getBytes(), await signer(transaction.getDigest()));
      const commit = await signed.submit();
      return { successful: (await commit.getStatus()).successful };
    }),
  'a checkpointer resumes in the middle of a block': (t) =>
    withGateway(t, async (gateway) => {
      let prepared: readonly { txId: string }[] = [];
      const { block } = await t.inOneBlock(async (attempt) => {
        const each = [];
        for (const name of ['one', 'two', 'three']) {
          each.push(
            await t.prepare(t.alpha, [
              ['put', t.key(`${attempt}${name}`), '1'],
              ['event', name, ''],
            ]),
          );
        }
        prepared = each;
        return each;
      });
      const checkpoint = checkpointers.inMemory();
      await checkpoint.checkpointTransaction(BigInt(block), prepared[0]?.txId ?? '');
      const events = await gateway.getNetwork(CHANNEL).getChaincodeEvents('majority', { checkpoint });
      const names: string[] = [];
      for await (const event of events) {
        names.push(event.eventName);
        if (names.length === 2) break;
      }
      events.close();
      assert.deepEqual(names, ['two', 'three']);
      return names;
    }),
  'block events come from a block on': (t) =>
    withGateway(t, async (gateway) => {
      const { block } = await t.given(t.alpha, [['put', t.key('x'), '1']]);
      const blocks = await gateway.getNetwork(CHANNEL).getBlockEvents({ startBlock: BigInt(block) });
      for await (const one of blocks) {
        blocks.close();
        return { block: t.nameBlock(one.getHeader()?.getNumber() ?? -1) };
      }
      return { block: 'none' };
    }),
  'filtered block events and block events with private data': (t) =>
    withGateway(t, async (gateway) => {
      const network = gateway.getNetwork(CHANNEL);
      const { block } = await t.given(t.alpha, [['privatePut', 'alphaBeta', t.key('p')]], {
        transient: { value: 'v' },
      });
      const startBlock = BigInt(block);
      const filtered = await network.getFilteredBlockEvents({ startBlock });
      const whole = await network.getBlockAndPrivateDataEvents({ startBlock });
      const first = (await filtered[Symbol.asyncIterator]().next()) as IteratorYieldResult<{ getNumber(): number }>;
      const second = (await whole[Symbol.asyncIterator]().next()) as IteratorYieldResult<{
        getPrivateDataMapMap(): { getLength(): number };
      }>;
      filtered.close();
      whole.close();
      return {
        filtered: t.nameBlock(first.value.getNumber()),
        privateEntries: second.value.getPrivateDataMapMap().getLength(),
      };
    }),
  'a commit status can be asked for again': (t) =>
    withGateway(t, async (gateway) => {
      const contract = gateway.getNetwork(CHANNEL).getContract('majority');
      const commit = await contract.submitAsync('run', { arguments: [script(['put', t.key('x'), '1'])] });
      const [first, second] = [await commit.getStatus(), await commit.getStatus()];
      return [first.successful, second.successful, first.blockNumber === second.blockNumber];
    }),
});
