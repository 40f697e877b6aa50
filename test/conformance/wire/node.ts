// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { common, gateway as gatewayProtos, orderer, peer } from '@hyperledger/fabric-protos';

/** Where a node is reached. */
export interface NodeAddress {
  readonly endpoint: string;
  readonly tlsCaCertFile: string;
  readonly tlsServerName: string;
}

const MAX_MESSAGE_BYTES = 100 << 20;

/** The services of a node over one connection each. */
export class Node {
  private constructor(
    readonly address: NodeAddress,
    /** A plain connection, for the gateway library. */
    readonly connection: Client,
    readonly gateway: InstanceType<typeof gatewayProtos.GatewayClient>,
    readonly endorser: InstanceType<typeof peer.EndorserClient>,
    readonly deliver: InstanceType<typeof peer.DeliverClient>,
    readonly broadcast: InstanceType<typeof orderer.AtomicBroadcastClient>,
  ) {}

  /** Prepares connections; they are opened by the first calls. */
  static async at(address: NodeAddress): Promise<Node> {
    const tls = credentials.createSsl(await readFile(address.tlsCaCertFile));
    const options = {
      'grpc.ssl_target_name_override': address.tlsServerName,
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    };
    return new Node(
      address,
      new Client(address.endpoint, tls, options),
      new gatewayProtos.GatewayClient(address.endpoint, tls, options),
      new peer.EndorserClient(address.endpoint, tls, options),
      new peer.DeliverClient(address.endpoint, tls, options),
      new orderer.AtomicBroadcastClient(address.endpoint, tls, options),
    );
  }

  /** Sends envelopes to the orderer in this order, over one stream; gives its answers. */
  order(envelopes: readonly common.Envelope[]): Promise<{ status: string; info: string }[]> {
    return new Promise((resolve, reject) => {
      const stream = this.broadcast.broadcast();
      const answers: { status: string; info: string }[] = [];
      stream.on('data', (answer: orderer.BroadcastResponse) => {
        answers.push({ status: statusName(answer.getStatus()), info: answer.getInfo() });
        if (answers.length < envelopes.length) return;
        stream.end();
        resolve(answers);
      });
      stream.on('error', reject);
      for (const envelope of envelopes) stream.write(envelope);
    });
  }

  close(): void {
    for (const client of [this.connection, this.gateway, this.endorser, this.deliver, this.broadcast]) client.close();
  }
}

/** The name of one of Fabric's statuses. */
export function statusName(value: number): string {
  return Object.entries(common.Status).find(([, number]) => number === value)?.[0] ?? String(value);
}

/** The name of a transaction's validation code. */
export function validationName(value: number): string {
  return Object.entries(peer.TxValidationCode).find(([, number]) => number === value)?.[0] ?? String(value);
}
