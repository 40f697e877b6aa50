// SPDX-License-Identifier: Apache-2.0

import { JSONSerializer, type Contract } from 'fabric-contract-api';
import { ClientIdentity, Shim, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim';
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { encodeError } from '../../domain/errors.js';
import type { ServedChaincode } from './batching-handler.js';

/** Identities kept, so that a caller's certificate is not parsed again at each call. */
const MOST_IDENTITIES = 500;

interface Transaction {
  readonly contract: Contract;
  readonly name: string;
}

/**
 * The chaincode of contracts as fabric-contract-api makes it, which knows the transactions of one text parameter by itself:
 * for each call, the shim compiles a schema of the parameters, parses the caller's certificate and words a dozen log lines.
 */
export class ServedContracts extends ChaincodeFromContract implements ServedChaincode {
  readonly #transactions: ReadonlyMap<string, Transaction>;
  readonly #identities = new Map<string, ClientIdentity>();

  constructor(contracts: readonly (new () => Contract)[], title: string, version: string) {
    super([...contracts], { transaction: 'json', serializers: { json: JSONSerializer } }, {}, title, version);
    this.#transactions = new Map(
      Object.entries(this.metadata.contracts).flatMap(([contract, { transactions }]) =>
        transactions
          .filter(takesOneText)
          .map(({ name }): [string, Transaction] => [
            `${contract}:${name}`,
            { contract: this.#instanceOf(contract), name },
          ]),
      ),
    );
  }

  override Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.invokeFunctionality(stub);
  }

  override Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.invokeFunctionality(stub);
  }

  override async invokeFunctionality(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const [called = '', input, ...others] = stub.getArgs();
    const transaction = this.#transactions.get(called);
    if (transaction === undefined || input === undefined || others.length > 0) {
      return super.invokeFunctionality(stub);
    }
    try {
      const { contract, name } = transaction;
      const context = contract.createContext();
      context.stub = stub;
      context.clientIdentity = this.#identityOf(stub);
      await contract.beforeTransaction(context);
      const answered: Promise<unknown> = contract.aroundTransaction(context, name as never, [input]); // by name, not as typed
      const result = await answered;
      await contract.afterTransaction(context, result);
      return Shim.success(Buffer.from(String(result)));
    } catch (error) {
      return Shim.error(error instanceof Error ? error.message : String(error));
    }
  }

  /** What the peer refused to write is worded as a contract words its errors. */
  refusal(error: unknown): string {
    return encodeError(error);
  }

  #instanceOf(name: string): Contract {
    const implementation = this.contractImplementations[name];
    if (implementation === undefined) {
      throw new Error(`there are metadata of a contract ${name}, but no such contract`);
    }
    return implementation.contractInstance;
  }

  #identityOf(stub: ChaincodeStub): ClientIdentity {
    const { mspid, idBytes } = stub.getCreator();
    const key = `${mspid} ${Buffer.from(idBytes).toString('latin1')}`;
    const known = this.#identities.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#identities.size >= MOST_IDENTITIES) {
      this.#identities.clear();
    }
    const identity = new ClientIdentity(stub);
    this.#identities.set(key, identity);
    return identity;
  }
}

function takesOneText({ parameters = [] }: ChaincodeFromContract.Described): boolean {
  const [first, ...others] = parameters;
  return first?.schema.type === 'string' && others.length === 0;
}
