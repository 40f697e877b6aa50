// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressOf, canonicalJson, payloadText, type Json } from '@wattpass/chaincode/domain';
import { requireSpend } from '@wattpass/chaincode/domain/wallet/spend-rules.js';
import {
  canonicalJson as canonicalOfClient,
  chooseCoins,
  newWalletKey,
  payloadHeader,
  signSpend,
  walletKeyFromJwk,
  type OwnCoin,
} from '@wattpass/gateway-api/client';
import { testLedger } from '../../../support/wallet-keys.js';

const coinOf = (key: OwnCoin['key'], amount: string, digit = 'a'): OwnCoin => ({ id: digit.repeat(64), amount, key });

describe("the client's wallet", () => {
  it('makes addresses as the contracts compute them', async () => {
    const key = await newWalletKey();
    assert.equal(key.address, addressOf(key.publicKey));
  });

  it('signs payments that the contracts take, whatever half s falls into', async () => {
    for (let round = 0; round < 20; round += 1) {
      const keys = [await newWalletKey(), await newWalletKey()];
      const coins = keys.flatMap((key) => [coinOf(key, '5', 'b'), coinOf(key, '6', 'a')]);
      const spend = await signSpend({
        ledger: testLedger,
        fn: 'wallet:transfer',
        coins,
        outputs: [{ kind: 'coin', owner: keys[0]?.address ?? '', amount: '22' }],
      });
      const context = { identity: testLedger, now: new Date().toISOString() };
      requireSpend(spend as never, { fn: 'wallet:transfer', outputs: ['coin'] }, context);
      assert.equal(spend.signatures.length, 2);
    }
  });

  it('keeps a key and has it back', async () => {
    const key = await newWalletKey();
    const again = await walletKeyFromJwk(await key.toJwk());
    assert.deepEqual([again.address, again.publicKey], [key.address, key.publicKey]);
    const payload = payloadHeader(testLedger, 'wallet:transfer');
    assert.equal(payloadText(payload), canonicalOfClient(payload));
  });

  it('writes the same canonical JSON as the contracts', () => {
    const value = fc.letrec((tie) => ({
      json: fc.oneof(
        fc.string(),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('json'), { maxKeys: 4 }),
      ),
    })).json;
    fc.assert(
      fc.property(value, (json) => {
        assert.equal(canonicalOfClient(json), canonicalJson(json as Json));
      }),
    );
  });

  it('chooses the fewest coins, and says what comes back', async () => {
    const key = await newWalletKey();
    const coins = ['5', '70', '20'].map((amount) => coinOf(key, amount));
    const { chosen, change } = chooseCoins(coins, 80n);
    assert.deepEqual(
      chosen.map(({ amount }) => amount),
      ['70', '20'],
    );
    assert.equal(change, 10n);
    assert.throws(() => chooseCoins(coins, 96n), RangeError);
  });
});
