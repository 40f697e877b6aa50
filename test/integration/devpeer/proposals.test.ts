// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { Client } from '@grpc/grpc-js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { common, gateway, msp, peer as protos } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { readFile } from 'node:fs/promises';
import type { DevPeer } from '@wattpass/devpeer';
import { connectAdmin, organizationOf, signRaw, type ProbeClient } from '../../support/devpeer/probe-client.js';
import { startProbeNetwork } from '../../support/devpeer/probe-network.js';
import { temporaryDirectory } from '../../support/devpeer/temporary-directory.js';

const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;
/** The order of the curve P-256 (SEC 2, 2.4.2). */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

interface Change {
  readonly timestamp?: Date;
  readonly txId?: string;
  readonly highS?: boolean;
  readonly epoch?: number;
  readonly creator?: Uint8Array;
}

/** Writes an unsigned integer as DER. */
function derInteger(value: bigint): Buffer {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) >= 0x80) hex = `00${hex}`;
  const bytes = Buffer.from(hex, 'hex');
  return Buffer.concat([Uint8Array.of(0x02, bytes.length), bytes]);
}

/** Puts S into the upper or the lower half of the group, whichever is asked for. */
function withS(signature: Uint8Array, high: boolean): Buffer {
  const bytes = Buffer.from(signature);
  const rLength = bytes[3] ?? 0;
  const r = BigInt(`0x${bytes.subarray(4, 4 + rLength).toString('hex')}`);
  const s = BigInt(`0x${bytes.subarray(6 + rLength).toString('hex')}`);
  const wanted = s > ORDER / 2n === high ? s : ORDER - s;
  const body = Buffer.concat([derInteger(r), derInteger(wanted)]);
  return Buffer.concat([Uint8Array.of(0x30, body.length), body]);
}

describe('devpeer: checks of proposals', function () {
  this.timeout(120_000);
  let peer: DevPeer;
  let admin: ProbeClient;
  let client: gateway.GatewayClient;
  let state: Awaited<ReturnType<typeof temporaryDirectory>>;

  before(async () => {
    state = await temporaryDirectory('devpeer-proposals');
    peer = await startProbeNetwork(state.path);
    admin = await connectAdmin(peer, 'alpha');
    const alpha = organizationOf(peer, 'alpha');
    client = new gateway.GatewayClient(alpha.peerEndpoint, credentials.createSsl(await readFile(alpha.tlsCaCertFile)), {
      'grpc.ssl_target_name_override': alpha.tlsServerName,
    });
  });

  after(async () => {
    client.close();
    admin.close();
    await peer.stop();
    await state.remove();
  });

  function signedProposal(change: Change = {}): protos.SignedProposal {
    const identity = new msp.SerializedIdentity();
    identity.setMspid(admin.mspId);
    identity.setIdBytes(admin.certificate);
    const creator = change.creator ?? identity.serializeBinary();
    const nonce = randomBytes(24);
    const txId = createHash('sha256').update(nonce).update(creator).digest('hex');
    const chaincodeId = new protos.ChaincodeID();
    chaincodeId.setName('probe');
    const extension = new protos.ChaincodeHeaderExtension();
    extension.setChaincodeId(chaincodeId);
    const channelHeader = new common.ChannelHeader();
    channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
    channelHeader.setChannelId('probes');
    channelHeader.setTxId(change.txId ?? txId);
    channelHeader.setEpoch(change.epoch ?? 0);
    channelHeader.setTimestamp(timestampProto.Timestamp.fromDate(change.timestamp ?? new Date()));
    channelHeader.setExtension$(extension.serializeBinary());
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(creator);
    signatureHeader.setNonce(nonce);
    const header = new common.Header();
    header.setChannelHeader(channelHeader.serializeBinary());
    header.setSignatureHeader(signatureHeader.serializeBinary());
    const input = new protos.ChaincodeInput();
    input.setArgsList([Buffer.from('whoami')]);
    const spec = new protos.ChaincodeSpec();
    spec.setChaincodeId(chaincodeId);
    spec.setInput(input);
    const invocation = new protos.ChaincodeInvocationSpec();
    invocation.setChaincodeSpec(spec);
    const payload = new protos.ChaincodeProposalPayload();
    payload.setInput(invocation.serializeBinary());
    const proposal = new protos.Proposal();
    proposal.setHeader(header.serializeBinary());
    proposal.setPayload(payload.serializeBinary());
    const signed = new protos.SignedProposal();
    signed.setProposalBytes(proposal.serializeBinary());
    const signature = signRaw(admin.key, proposal.serializeBinary());
    signed.setSignature(withS(signature, change.highS ?? false));
    return signed;
  }

  function evaluate(signed: protos.SignedProposal): Promise<gateway.EvaluateResponse> {
    const request = new gateway.EvaluateRequest();
    request.setChannelId('probes');
    request.setProposedTransaction(signed);
    return new Promise((resolve, reject) => {
      client.evaluate(request, (error, response) => {
        if (error === null && response !== undefined) resolve(response);
        else reject(error ?? new Error('no response'));
      });
    });
  }

  async function refusal(change: Change): Promise<ServiceError> {
    const error: unknown = await evaluate(signedProposal(change)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error, 'a refusal was expected');
    return error as ServiceError;
  }

  it('take a proposal that is in order', async () => {
    const response = await evaluate(signedProposal());
    assert.equal(response.getResult()?.getStatus(), 200);
  });

  it('refuse a signature with S in the upper half', async () => {
    const error = await refusal({ highS: true });
    assert.equal(error.code, FAILED_PRECONDITION);
    assert.match(error.details, /access denied: channel \[probes\] creator org \[AlphaMSP\]/);
  });

  it('refuse a transaction id that is not the hash of nonce and creator', async () => {
    const error = await refusal({ txId: 'a'.repeat(64) });
    assert.equal(error.code, FAILED_PRECONDITION);
    assert.match(error.details, /incorrectly computed txid/);
  });

  it('refuse a timestamp more than 15 minutes away, and take one of 14', async () => {
    const early = await refusal({ timestamp: new Date(Date.now() - 16 * 60_000) });
    assert.equal(early.code, UNAVAILABLE);
    await refusal({ timestamp: new Date(Date.now() + 16 * 60_000) });
    await evaluate(signedProposal({ timestamp: new Date(Date.now() - 14 * 60_000) }));
  });

  it('refuse an epoch', async () => {
    assert.match((await refusal({ epoch: 1 })).details, /epoch is non-zero/);
  });

  it('refuse a creator of an unknown organisation', async () => {
    const stranger = new msp.SerializedIdentity();
    stranger.setMspid('StrangerMSP');
    stranger.setIdBytes(admin.certificate);
    const error = await refusal({ creator: stranger.serializeBinary() });
    assert.match(error.details, /creator org unknown, creator is malformed/);
  });

  it('refuse a creator whose certificate is of another organisation', async () => {
    const beta = await connectAdmin(peer, 'beta');
    const wrong = new msp.SerializedIdentity();
    wrong.setMspid('AlphaMSP');
    wrong.setIdBytes(beta.certificate);
    beta.close();
    const error = await refusal({ creator: wrong.serializeBinary() });
    assert.equal(error.code, FAILED_PRECONDITION);
    assert.match(error.details, /access denied/);
  });

  it('refuse an endorsement of a transaction that is on the ledger', async () => {
    const proposal = admin.contract.newProposal('put', { arguments: ['dup', '1'] });
    await (await (await proposal.endorse()).submit()).getStatus();
    await assert.rejects(proposal.endorse(), (error: { details: { message: string }[] }) => {
      assert.match(error.details[0]?.message ?? '', /^duplicate transaction found \[/);
      return true;
    });
  });

  it('are the same on the Endorser service, which signs answers of the ledger', async () => {
    const alpha = organizationOf(peer, 'alpha');
    const endorser = new protos.EndorserClient(
      alpha.peerEndpoint,
      credentials.createSsl(await readFile(alpha.tlsCaCertFile)),
      { 'grpc.ssl_target_name_override': alpha.tlsServerName },
    );
    const process = (signed: protos.SignedProposal): Promise<protos.ProposalResponse> =>
      new Promise((resolve, reject) => {
        endorser.processProposal(signed, (error: ServiceError | null, response?: protos.ProposalResponse) => {
          if (error === null && response !== undefined) resolve(response);
          else reject(error ?? new Error('no response'));
        });
      });
    const response = await process(signedProposal());
    assert.equal(response.getResponse()?.getStatus(), 200);
    assert.ok((response.getEndorsement()?.getSignature_asU8().length ?? 0) > 0);
    await assert.rejects(process(signedProposal({ highS: true })), /access denied/);
    (endorser as unknown as Client).close();
  });
});
