// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeStub } from 'fabric-shim';
import type { StepFunction } from './script-chaincode.js';
import { policyOrganizations, policyOf } from './state-steps.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** A private value as clients should hand it over: in the transient field named `name`. */
function transient(stub: ChaincodeStub, name: string): Uint8Array {
  return stub.getTransient().get(name) ?? new Uint8Array(0);
}

/** Steps over private data collections. */
export const privateSteps: Readonly<Record<string, StepFunction>> = {
  /** Writes the value of a transient field. */
  privatePut: (stub, collection = '', key = '', field = 'value') =>
    stub.putPrivateData(collection, key, Buffer.from(transient(stub, field))),
  /** Writes a value that is in the arguments, which no application should do. */
  privatePutOpen: (stub, collection = '', key = '', value = '') =>
    stub.putPrivateData(collection, key, Buffer.from(value)),
  privateGet: async (stub, collection = '', key = '') => text(await stub.getPrivateData(collection, key)),
  privateHash: async (stub, collection = '', key = '') =>
    Buffer.from(await stub.getPrivateDataHash(collection, key)).toString('hex'),
  privateDel: (stub, collection = '', key = '') => stub.deletePrivateData(collection, key),
  privatePurge: (stub, collection = '', key = '') => stub.purgePrivateData(collection, key),
  privateRange: async (stub, collection = '', start = '', end = '') => {
    const entries: [string, string][] = [];
    for await (const { key, value } of stub.getPrivateDataByRange(collection, start, end)) {
      entries.push([key, text(value)]);
    }
    return entries;
  },
  privateQuery: async (stub, collection = '', query = '') => {
    const entries: [string, string][] = [];
    for await (const { key, value } of stub.getPrivateDataQueryResult(collection, query)) {
      entries.push([key, text(value)]);
    }
    return entries;
  },
  privateSetPolicy: (stub, collection = '', key = '', mspIds = '') =>
    stub.setPrivateDataValidationParameter(collection, key, policyOf(mspIds)),
  privateGetPolicy: async (stub, collection = '', key = '') =>
    policyOrganizations(await stub.getPrivateDataValidationParameter(collection, key)),
};
