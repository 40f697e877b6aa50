// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { discovery, peer as peerMessages } from '@hyperledger/fabric-protos';
import { createSigningIdentity } from '@wattpass/devpeer/msp';
import { readSigningMsp } from '../native/msp-directory.js';
import { waitUntil } from '../wait-until.js';
import type { ChaincodeDefinition } from './chaincode-spec.js';
import type { ChannelMember } from './channel-member.js';

const READY_MS = 120_000;
const CALL_MS = 5_000;

function chaincodeQuery(channel: string, chaincode: string): discovery.Query {
  const call = new peerMessages.ChaincodeCall();
  call.setName(chaincode);
  const interest = new peerMessages.ChaincodeInterest();
  interest.setChaincodesList([call]);
  const content = new discovery.ChaincodeQuery();
  content.setInterestsList([interest]);
  const query = new discovery.Query();
  query.setChannel(channel);
  query.setCcQuery(content);
  return query;
}

/** Asks a peer, as its organisation's admin, who could endorse each chaincode; one signed request for all. */
async function signedRequest(
  member: ChannelMember,
  channel: string,
  chaincodes: readonly string[],
): Promise<discovery.SignedRequest> {
  const { certPem, keyPem } = await readSigningMsp(member.adminMsp);
  const identity = createSigningIdentity(member.mspId, certPem, createPrivateKey(keyPem));
  const authentication = new discovery.AuthInfo();
  authentication.setClientIdentity(identity.serialized);
  const request = new discovery.Request();
  request.setAuthentication(authentication);
  request.setQueriesList(chaincodes.map((name) => chaincodeQuery(channel, name)));
  const payload = request.serializeBinary();
  const signed = new discovery.SignedRequest();
  signed.setPayload(payload);
  signed.setSignature(identity.sign(payload));
  return signed;
}

function discover(client: Client, request: discovery.SignedRequest): Promise<discovery.Response> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      '/discovery.Discovery/Discover',
      (message: discovery.SignedRequest) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => discovery.Response.deserializeBinary(bytes),
      request,
      { deadline: Date.now() + CALL_MS },
      (error, response) => {
        if (error === null && response !== undefined) {
          resolve(response);
        } else {
          reject(error ?? new Error('no answer'));
        }
      },
    );
  });
}

/** Throws unless every chaincode has an endorsement plan; `groups` says how many organisations each must name. */
function requirePlans(response: discovery.Response, groups: readonly number[]): void {
  response.getResultsList().forEach((result, i) => {
    const error = result.getError();
    if (error !== undefined) {
      throw new Error(error.getContent());
    }
    const wanted = groups[i] ?? 1;
    for (const plan of result.getCcQueryRes()?.getContentList() ?? []) {
      const known = [...plan.getEndorsersByGroupsMap().keys()].length;
      if (known < wanted) {
        throw new Error(`only ${known} of ${wanted} organisations are known as endorsers`);
      }
    }
  });
}

/**
 * Waits until every peer knows endorsers of all organisations for each chaincode. Peers tell each other what they
 * serve; until that has gone round, a Gateway finds no endorsement plan and refuses what is submitted.
 *
 * Under the channel's own policy every organisation must be known; under a chaincode's own one, those that it names.
 */
export async function awaitEndorsers(
  channel: string,
  members: readonly ChannelMember[],
  chaincodes: readonly Pick<ChaincodeDefinition, 'name' | 'endorsementPolicy'>[],
): Promise<void> {
  if (chaincodes.length === 0) {
    return;
  }
  const names = chaincodes.map(({ name }) => name);
  const groups = chaincodes.map(({ endorsementPolicy: own }) =>
    own === undefined ? members.length : members.filter(({ mspId }) => own.includes(`'${mspId}.`)).length,
  );
  await Promise.all(
    members.map(async (member) => {
      const roots = await readFile(member.tlsCaCertFile);
      const client = new Client(member.address, credentials.createSsl(roots), {
        'grpc.ssl_target_name_override': member.host,
      });
      try {
        const request = await signedRequest(member, channel, names);
        await waitUntil(
          async () => {
            requirePlans(await discover(client, request), groups);
          },
          { what: `peer of ${member.organization} learning of the others`, timeoutMs: READY_MS, intervalMs: 250 },
        );
      } finally {
        client.close();
      }
    }),
  );
}
