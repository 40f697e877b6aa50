// SPDX-License-Identifier: Apache-2.0
import { connectPeer, GatewayPool, type Connection, type Credentials } from '@wattpass/gateway-api/ledger';

/** Reads an organisation's ledger at its own peer, past all gateways. */
export interface LedgerReader {
  /** Evaluates a transaction of the chaincode and gives its JSON. */
  evaluate(transaction: string, input: object): Promise<unknown>;
  /** Evaluates a function of Fabric's query system chaincode on the channel. */
  query(name: string, ...args: string[]): Promise<Uint8Array>;
  close(): void;
}

/** Nobody waits for a reader's single answers, and a peer at rest first has to start its chaincode: ms. */
const DEADLINE_MS = 60_000;

/** Opens a reader; connects when it is asked first. */
export function openLedgerReader(connection: Connection, credentials: Credentials): LedgerReader {
  const { mspId, channel, chaincode } = connection;
  const pool = new GatewayPool(connectPeer(connection.peer));
  const { gateway } = pool.get({ accountId: 'reader', mspId, ...credentials });
  const network = gateway.getNetwork(channel);
  return {
    evaluate: async (transaction, input) => {
      const proposal = network.getContract(chaincode).newProposal(transaction, {
        arguments: [JSON.stringify(input)],
        endorsingOrganizations: [mspId],
      });
      const bytes = await proposal.evaluate({ deadline: Date.now() + DEADLINE_MS });
      return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
    },
    query: (name, ...args) => network.getContract('qscc').evaluateTransaction(name, channel, ...args),
    close: () => {
      pool.close();
    },
  };
}
