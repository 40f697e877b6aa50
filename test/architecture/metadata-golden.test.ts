// SPDX-License-Identifier: Apache-2.0
import '../support/quiet-shim.js';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { contracts } from '@wattpass/chaincode';
import { transactions, type Transaction } from '@wattpass/chaincode/domain';

const root = resolve(import.meta.dirname, '../../..');
const golden = resolve(root, 'test/architecture/golden/chaincode-metadata.json');

interface Described {
  readonly name: string;
  readonly tag: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly schema: { readonly type: string } }[];
}

interface Metadata {
  readonly contracts: Readonly<Record<string, { readonly transactions: readonly Described[] }>>;
}

/** What fabric-shim makes of the contract classes and answers to `org.hyperledger.fabric:GetMetadata`. */
function metadataOf(classes: typeof contracts): Metadata {
  const require = createRequire(resolve(root, 'chaincode/package.json'));
  const Shim = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (
    classes: unknown[],
    serializers: unknown,
    metadata: object,
    title: string,
    version: string,
  ) => { metadata: Metadata };
  const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };
  const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
  return new Shim([...classes], serializers, {}, '@wattpass/chaincode', '').metadata;
}

describe('the metadata that clients see of the chaincode', () => {
  const ours = Object.entries(metadataOf(contracts).contracts).filter(([name]) => !name.startsWith('org.hyperledger'));
  const described = ours.flatMap(([contract, { transactions: all }]) =>
    all.map(({ name, tag, parameters }) => ({ name: `${contract}:${name}`, tag, parameters })),
  );

  it('gives every transaction one string in and its kind', () => {
    for (const { name, tag, parameters } of described) {
      const { kind } = (transactions as Readonly<Record<string, Transaction>>)[name] ?? { kind: 'none' };
      assert.deepEqual([name, tag], [name, kind === 'submit' ? ['SUBMIT', 'submitTx'] : ['EVALUATE']]);
      assert.deepEqual(
        parameters.map((parameter) => [parameter.name, parameter.schema.type]),
        [['input', 'string']],
      );
    }
  });

  it('is what was released: names and kinds change by intent only (UPDATE_GOLDEN=1 writes them anew)', () => {
    const text = `${JSON.stringify(
      Object.fromEntries(
        described.map(({ name, tag }) => [name, tag[0]] as const).sort(([left], [right]) => (left < right ? -1 : 1)),
      ),
      null,
      2,
    )}\n`;
    if (process.env['UPDATE_GOLDEN'] !== undefined) {
      writeFileSync(golden, text);
    }
    assert.equal(text, readFileSync(golden, 'utf8'));
  });
});
