// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { deviceStatement, type Anchor } from '@wattpass/telemetry';
import { signAnchor, verifyAnchorSignature } from '@wattpass/telemetry/signature';

const anchor: Anchor = { batteryId: '09524000000011-"5"', chunk: 7, count: 307, root: 'ab'.repeat(32) };
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('the device statement', () => {
  it('is canonical JSON of what the anchor holds', () => {
    assert.equal(
      Buffer.from(deviceStatement({ ...anchor, note: 'not part of it' } as Anchor)).toString(),
      `{"batteryId":"09524000000011-\\"5\\"","chunk":7,"count":307,"root":"${'ab'.repeat(32)}","type":"wattpass/anchor/1"}`,
    );
  });
});

describe('the device signature', () => {
  const signature = signAnchor(anchor, privateKey);

  it('is ECDSA P-256 with SHA-256 in DER, as any library checks it', () => {
    const verify = createVerify('sha256').update(deviceStatement(anchor));
    assert.ok(verify.verify(publicKey, signature, 'base64'));
  });

  it('holds for the key object and for the key as the ledger holds it', () => {
    const enrolled = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    assert.ok(verifyAnchorSignature(anchor, signature, publicKey));
    assert.ok(verifyAnchorSignature(anchor, signature, enrolled));
  });

  it('fails for every changed field', () => {
    const changes = [{ batteryId: 'b' }, { chunk: 8 }, { count: 306 }, { root: 'ac'.repeat(32) }];
    for (const change of changes) {
      assert.equal(verifyAnchorSignature({ ...anchor, ...change }, signature, publicKey), false);
    }
  });

  it('fails for another key, another curve, another kind of key and no signature', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const ed = generateKeyPairSync('ed25519');
    assert.equal(verifyAnchorSignature(anchor, signature, other.publicKey), false);
    assert.equal(verifyAnchorSignature(anchor, signAnchor(anchor, p384.privateKey), p384.publicKey), false);
    assert.equal(verifyAnchorSignature(anchor, signature, ed.publicKey), false);
    assert.equal(verifyAnchorSignature(anchor, '', publicKey), false);
    assert.equal(verifyAnchorSignature(anchor, 'bm90IGRlcg==', publicKey), false);
    assert.throws(() => verifyAnchorSignature(anchor, signature, 'no key'));
  });

  it('is made with a key read from PEM', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const again = signAnchor(anchor, createPrivateKey(pem));
    assert.ok(verifyAnchorSignature(anchor, again, createPublicKey(pem)));
  });
});
