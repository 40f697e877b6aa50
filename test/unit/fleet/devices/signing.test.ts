// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { walletKeyFromJwk } from '@wattpass/gateway-api/client';
import { EnergyMeter } from '@wattpass/fleet/internal/devices/energy-meter.js';
import { SigningKey } from '@wattpass/fleet/internal/devices/signing-key.js';
import { TradingPseudonym } from '@wattpass/fleet/internal/devices/trading-pseudonym.js';
import { Wallet } from '@wattpass/fleet/internal/devices/wallet.js';

const ledger = { network: 'ab'.repeat(32), channel: 'wattpass', chaincode: 'wattpass' };
const HALF_ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551') / 2n;

function verifies(text: string, publicKey: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  assert.ok(BigInt(`0x${signature.slice(64)}`) <= HALF_ORDER);
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex'));
}

describe('keys of devices', () => {
  it('sign the canonical text, s in the lower half, under the hash of the public key', () => {
    for (let turn = 0; turn < 16; turn += 1) {
      const key = new SigningKey();
      const { publicKey, signature } = key.signed({ b: turn, a: 'x', gone: undefined });
      assert.ok(verifies(`{"a":"x","b":${turn}}`, publicKey, signature));
      assert.equal(key.address, createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex'));
    }
  });

  it('are wallet keys as the client knows them', async () => {
    const key = new SigningKey();
    const again = await walletKeyFromJwk(await key.toJwk());
    assert.equal(again.address, key.address);
    const { signature } = await key.sign({ a: 1 });
    assert.ok(verifies('{"a":1}', again.publicKey, signature));
  });

  it('let a pseudonym sign orders and notices for one ledger, slot and trader', () => {
    const pseudonym = new TradingPseudonym();
    const terms = {
      leag: 'north',
      slot: '2023-05-02T08:00:00Z',
      side: 'buy',
      quantity: 500,
      limit: 9,
      grid: true,
    } as const;
    const notes = Array.from({ length: 9 }, (_, place) => String(place).repeat(64));
    const { payload, signature } = pseudonym.order(ledger, terms, notes);
    assert.deepEqual([payload.trader, payload.fn, payload.notes.length], [pseudonym.address, 'market:placeOrders', 8]);
    const text = JSON.stringify(payload, Object.keys(payload).sort());
    assert.ok(verifies(text, signature.publicKey, signature.signature));
    const notice = pseudonym.notice(ledger, terms, 'cd'.repeat(32));
    assert.deepEqual(Object.keys(notice.payload).sort(), [
      ...['chaincode', 'channel', 'fn', 'leag', 'network', 'notAfter', 'orderId', 'slot', 'trader', 'v'],
    ]);
  });

  it('let a meter sign what its registers showed, which only ever grow', () => {
    const meter = new EnergyMeter('meter-1');
    meter.count('import', 300);
    const span = meter.count('import', 1_200);
    assert.deepEqual(span, { start: 300, end: 1_500 });
    assert.deepEqual(meter.count('export', 5), { start: 0, end: 5 });
    const place = { leag: 'north', slot: '2023-05-02T08:00:00Z', trader: 'ef'.repeat(32), register: 'import' } as const;
    const { reading, signature } = meter.reading(ledger, place, span);
    const text =
      `{"chaincode":"wattpass","channel":"wattpass","end":1500,"leag":"north","meter":"meter-1",` +
      `"network":"${ledger.network}","register":"import","slot":"2023-05-02T08:00:00Z","start":300,` +
      `"trader":"${place.trader}","type":"wattpass/reading/1"}`;
    assert.equal(reading.end, 1_500);
    assert.ok(verifies(text, meter.publicKey, signature));
  });
});

describe('a wallet', () => {
  it('pays with the fewest coins that came to its own addresses, and with each once', () => {
    const wallet = new Wallet();
    const [first, second] = [wallet.newAddress(), wallet.newAddress()];
    wallet.receive([
      { id: 'a', owner: first, amount: '30' },
      { id: 'b', owner: second, amount: '50' },
      { id: 'c', owner: 'somebody else', amount: '1000' },
    ]);
    assert.equal(wallet.total, 80n);
    const { chosen, change } = wallet.take(45n);
    assert.deepEqual([chosen.map(({ id }) => id), change], [['b'], 5n]);
    assert.equal(wallet.total, 30n);
    assert.throws(() => wallet.take(31n), RangeError);
  });
});
