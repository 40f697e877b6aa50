// SPDX-License-Identifier: Apache-2.0
import '../support/quiet-shim.js';
import assert from 'node:assert/strict';
import { contracts } from '@wattpass/chaincode';
import { collections, roles, transactions, type Transaction, type TransactionName } from '@wattpass/chaincode/domain';
import { composeKey } from '../support/committed-state.js';
import { actors, delegates } from '../support/actors.js';
import { consortiumOfSix } from '../support/contract-runner.js';
import { refused } from '../support/refused.js';

const catalogue = Object.entries(transactions) as [TransactionName, Transaction][];

describe('the catalogue of transactions', () => {
  it('is what the contracts serve, no more and no less', () => {
    const served = contracts.flatMap((contractClass) => {
      const own = Object.getOwnPropertyNames(contractClass.prototype).filter((method) => method !== 'constructor');
      return own.map((method) => `${new contractClass().getName()}:${method}`);
    });
    assert.deepEqual(served.sort(), Object.keys(transactions).sort());
  });

  for (const [name, { kind, private: payload, writes, implicit, reads, roles: allowed }] of catalogue) {
    it(`${name} agrees with itself about what is private`, () => {
      assert.equal(
        payload === undefined,
        writes === undefined && implicit !== true,
        'a payload goes into a collection',
      );
      assert.ok(kind === 'submit' || writes === undefined, 'an evaluate writes nothing');
      for (const [role, collection] of Object.entries(writes ?? {})) {
        assert.equal(collections[collection].writer, role, 'one role writes a collection');
        assert.ok(allowed.some((each) => each === role));
      }
      if (writes !== undefined) {
        assert.deepEqual([...allowed].sort(), Object.keys(writes).sort());
      }
      for (const collection of reads ?? []) {
        for (const role of allowed) {
          assert.ok(
            (collections[collection].readers as readonly string[]).includes(role),
            `${role} reads ${collection}`,
          );
        }
      }
    });

    for (const role of roles.filter((each) => !allowed.includes(each))) {
      it(`${name} is forbidden to a ${role} before anything else is read, parsed or written`, async () => {
        const runner = consortiumOfSix();
        const caller = delegates[role];
        const call =
          kind === 'submit'
            ? runner.submit(caller, name, 'no input at all' as never, Buffer.from('no payload'))
            : runner.evaluate(caller, name, 'no input at all' as never);
        const error = await refused('FORBIDDEN', call);
        assert.deepEqual(error.data, { role, allowed: [...allowed] });
        assert.deepEqual(runner.lastLedger?.touched, [composeKey(['member', caller.mspId])]);
        assert.deepEqual(runner.lastLedger.writes, []);
        assert.equal(runner.lastLedger.event, undefined);
      });
    }
  }

  for (const [name] of catalogue.filter(([, { delegate }]) => delegate === true)) {
    it(`${name} is forbidden to all but delegates`, async () => {
      const error = await refused('FORBIDDEN', consortiumOfSix().submit(actors.producer, name, {}));
      assert.deepEqual(error.data, { attribute: 'wattpass.delegate' });
    });
  }
});
