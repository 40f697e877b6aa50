// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { requireSignature, Signature } from '@wattpass/chaincode/domain/wallet/signature.js';
import { refusedAtOnce } from '../../../../support/refused.js';
import { GROUP_ORDER, signedBy, walletKey, withOtherS } from '../../../../support/wallet-keys.js';

describe("a wallet's signature", () => {
  const key = walletKey();
  const good = signedBy(key, { a: 1 });
  const ruleOf = (signature: string, owner = key.address, text = '{"a":1}') =>
    refusedAtOnce('SIGNATURE_INVALID', () => {
      requireSignature(text, { ...good, signature }, owner);
    }).data['rule'];

  it('counts over exactly the text it was made over', () => {
    requireSignature('{"a":1}', good, key.address);
    assert.equal(ruleOf(good.signature, key.address, '{"a": 1}'), 'verifies');
  });

  it('counts only with the key that hashes to the owner', () => {
    assert.equal(ruleOf(good.signature, walletKey().address), 'keyOfOwner');
  });

  it('counts with the lower s alone, or anybody could change it', () => {
    assert.equal(ruleOf(withOtherS(good.signature)), 'lowS');
  });

  it('is refused where r or s is 0 or not below the order', () => {
    const zero = '0'.repeat(64);
    const order = GROUP_ORDER.toString(16);
    assert.equal(ruleOf(zero + good.signature.slice(64)), 'verifies');
    assert.equal(ruleOf(good.signature.slice(0, 64) + zero), 'verifies');
    assert.equal(ruleOf(order + good.signature.slice(64)), 'verifies');
    assert.equal(ruleOf(good.signature.slice(0, 64) + order), 'lowS');
  });

  it('has one encoding: no DER, no capitals, no more and no fewer digits', () => {
    const der = sign('sha256', Buffer.from('{"a":1}'), key.privateKey).toString('hex');
    for (const text of [der, good.signature.toUpperCase(), `${good.signature}00`, good.signature.slice(2)]) {
      assert.equal(Signature.safeParse(text).success, false, text);
    }
    assert.equal(Signature.safeParse(good.signature).success, true);
  });
});
