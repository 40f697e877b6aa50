// SPDX-License-Identifier: Apache-2.0
import { NetworkError } from '../network-error.js';
import { waitUntil } from '../wait-until.js';
import type { ChaincodeDefinition } from './chaincode-spec.js';
import type { ChannelMember } from './channel-member.js';
import type { LifecycleContext } from './lifecycle.js';

/** A machine that starts a dozen servers at once is slow; a peer gives up on a call after half a minute. */
const READY_MS = 90_000;
const SHOWN = 600;

/** Every contract of Fabric's contract API answers it, and any chaincode answers something. */
const QUESTION = JSON.stringify({ Args: ['org.hyperledger.fabric:GetMetadata'] });

/** What a peer says by itself: the chaincode was not reached, or is not defined there yet. */
const NO_ANSWER = /error in simulation|failed to execute transaction|has been successfully defined/;

/**
 * Waits until every member's peer has had an answer from its chaincode server: one that accepts connections may still be
 * none, and peers connect to it only with the first call.
 * @throws NetworkError `CHAINCODE_SILENT` saying whose server did not answer, and what its peer says.
 */
export async function awaitFirstAnswers(
  context: Pick<LifecycleContext, 'channel' | 'members' | 'peerCommand'>,
  chaincodes: readonly Pick<ChaincodeDefinition, 'name'>[],
  timeoutMs: number = READY_MS,
): Promise<void> {
  await Promise.all(
    chaincodes.flatMap(({ name }) => context.members.map((member) => awaitAnswer(context, name, member, timeoutMs))),
  );
}

async function awaitAnswer(
  { channel, peerCommand }: Pick<LifecycleContext, 'channel' | 'peerCommand'>,
  name: string,
  member: ChannelMember,
  timeoutMs: number,
): Promise<void> {
  const ask = async (): Promise<void> => {
    try {
      await peerCommand(member, ['chaincode', 'query', '-C', channel, '-n', name, '-c', QUESTION]);
    } catch (error) {
      if (NO_ANSWER.test(String(error))) {
        throw error; // anything else was said by the chaincode
      }
    }
  };
  try {
    await waitUntil(ask, { what: `chaincode ${name} of ${member.organization}`, timeoutMs, intervalMs: 300 });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message.slice(0, SHOWN) : String(cause);
    const text = [
      `chaincode ${name} of ${member.organization} does not answer its peer at ${member.address}: ${found}`,
      "A server must listen where the chaincode's package says, and serve the package id that the peer has installed; " +
        'look at its log.',
    ].join('\n');
    throw new NetworkError('CHAINCODE_SILENT', text, { cause });
  }
}
