// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  advertisedKeys,
  confirmedSurvivors,
  integerSum,
  maskedUpdate,
  revealedShares,
  secureGroup,
  sharedSecrets,
  unmaskedSum,
  type SignatureCheck,
} from '@wattpass/fl-aggregator';
import { checkCode, completed, groupOf, prepared, seededBytes, signAs } from '../../../support/secure-run.js';
import { refusedWith } from '../refused-with.js';

const none = new Map();

describe('what the server sees', () => {
  it('of a zero update is spread evenly over all words: chi-squared over bytes and over each bit', () => {
    const { group, updates } = groupOf(3, 20_000);
    const zeros = new Map([...updates].map(([id, update]) => [id, { ...update, levels: new Uint32Array(20_000) }]));
    const { masked } = completed(prepared(group), zeros, none);
    for (const { words } of masked) {
      const bytes = new Uint8Array(words.buffer);
      const counts = new Float64Array(256);
      bytes.forEach((byte) => {
        counts[byte] = counts[byte]! + 1;
      });
      const expected = bytes.length / 256;
      const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 255 degrees of freedom: mean 255, deviation 22.6; within five deviations
      assert.ok(Math.abs(chiSquared - 255) < 5 * 22.6, `chi-squared ${chiSquared}`);
      for (let bit = 0; bit < 32; bit += 1) {
        const ones = words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0);
        assert.ok(Math.abs(ones - words.length / 2) < 5 * (Math.sqrt(words.length) / 2), `bit ${bit}: ${ones}`);
      }
    }
  });

  it('changes in nothing but the two masked updates when two clients exchange their inputs', () => {
    const { group, updates } = groupOf(5, 50);
    const [one, other] = ['client-001', 'client-003'];
    const exchanged = new Map(updates)
      .set(one, { ...updates.get(other)!, clientId: one })
      .set(other, { ...updates.get(one)!, clientId: other });
    const before = prepared(group);
    const after = prepared(group);
    assert.deepEqual(after.sealed, before.sealed);
    assert.deepEqual(
      after.keys.map(({ advertisement }) => advertisement),
      before.keys.map(({ advertisement }) => advertisement),
    );
    const [first, second] = [completed(before, updates, none), completed(after, exchanged, none)];
    assert.deepEqual(second.sum, first.sum);
    const changed = first.masked.filter(({ words }, place) => !sameWords(words, second.masked[place]!.words));
    assert.deepEqual(
      changed.map(({ clientId }) => clientId),
      [one, other],
    );
    const sumOfTwo = (run: typeof first): Uint32Array => {
      const [a, b] = [one, other].map((id) => run.masked.find(({ clientId }) => clientId === id)!.words);
      return a!.map((word, place) => word + b![place]!);
    };
    assert.deepEqual(sumOfTwo(second), sumOfTwo(first));
  });

  it('differs in every round although the inputs are the same', () => {
    const { group, updates } = groupOf(3, 50);
    const words = (context: string): Uint32Array =>
      completed(prepared({ ...group, context }), updates, none).masked[0]!.words;
    const [first, second] = [words('task/1'), words('task/2')];
    assert.ok(first.filter((word, place) => word === second[place]).length <= 1);
  });
});

describe('a client refuses', () => {
  const { group, updates } = groupOf(6, 4);
  const ready = prepared(group);
  const masking = group.clients.map((id) => maskedUpdate(ready.states.get(id)!, ready.sealed, updates.get(id)!));
  const survivors = group.clients.slice(0, 5);
  const lost = group.clients[5]!;
  const confirming = masking
    .slice(0, 5)
    .map(({ state }, place) => confirmedSurvivors(state, survivors, signAs(group.clients[place]!)));
  const confirmations = confirming.map(({ message }) => message);
  const { state } = confirming[0]!;
  const honest = { seedsOf: survivors, maskSecretsOf: [lost], confirmations };

  it('nothing of an honest request', () => {
    const { seeds, maskSecrets } = revealedShares(state, honest, checkCode);
    assert.deepEqual([[...seeds.keys()], [...maskSecrets.keys()]], [survivors, [lost]]);
  });

  it('both halves of one client, however they are asked for', () => {
    const both = (change: Partial<typeof honest>) => {
      refusedWith('BOTH_HALVES', () => revealedShares(state, { ...honest, ...change }, checkCode));
    };
    both({ maskSecretsOf: [lost, survivors[2]!] });
    both({ seedsOf: [...survivors, lost] });
    both({ seedsOf: survivors.slice(1), maskSecretsOf: [survivors[0]!] });
  });

  it('another list than the one it signed, a forged signature, too few signatures', () => {
    refusedWith('WRONG_PHASE', () =>
      revealedShares(state, { ...honest, seedsOf: survivors.slice(1), maskSecretsOf: [] }, checkCode),
    );
    const forged = [...confirmations.slice(0, 4), { clientId: lost, signature: signAs(lost)(new Uint8Array()) }];
    refusedWith('WRONG_SIGNATURE', () => revealedShares(state, { ...honest, confirmations: forged }, checkCode));
    refusedWith('TOO_FEW_CLIENTS', () =>
      revealedShares(state, { ...honest, confirmations: confirmations.slice(0, 3) }, checkCode),
    );
    const twice = [...confirmations.slice(0, 3), confirmations[0]!];
    refusedWith('DUPLICATE_CLIENT', () => revealedShares(state, { ...honest, confirmations: twice }, checkCode));
  });

  it('keys that are forged, exchanged, repeated or its own changed', () => {
    const [own] = ready.keys;
    const advertisements = ready.keys.map(({ advertisement }) => advertisement);
    const with1 = (change: object) =>
      advertisements.map((each, place) => (place === 1 ? { ...each, ...change } : each));
    const share = (list: typeof advertisements) => () => sharedSecrets(own!, list, checkCode, seededBytes('x'));
    refusedWith('WRONG_SIGNATURE', share(with1({ maskKey: advertisements[2]!.maskKey })));
    refusedWith('UNKNOWN_CLIENT', share(with1({ clientId: 'stranger' })));
    refusedWith('DUPLICATE_CLIENT', share([...advertisements, advertisements[1]!]));
    refusedWith('WRONG_PHASE', share(advertisements.slice(1)));
    refusedWith('TOO_FEW_CLIENTS', share(advertisements.slice(0, 3)));
  });

  it('shares that were changed on the way, and updates of the wrong shape or weight', () => {
    const spoilt = ready.sealed.map((message) => ({
      ...message,
      boxes: new Map([...message.boxes].map(([id, box]) => [id, box.map((byte) => byte ^ 1)])),
    }));
    const [first] = group.clients;
    const update = updates.get(first!)!;
    const mask = (sealed: typeof ready.sealed, input: typeof update) => () =>
      maskedUpdate(ready.states.get(first!)!, sealed, input);
    refusedWith('WRONG_SHARE', mask(spoilt, update));
    refusedWith('WRONG_LENGTH', mask(ready.sealed, { ...update, levels: new Uint32Array(3) }));
    refusedWith('WRONG_EXAMPLES', mask(ready.sealed, { ...update, examples: group.maxExamples + 1 }));
    refusedWith('TOO_FEW_CLIENTS', mask(ready.sealed.slice(0, 3), update));
  });

  it('the server takes no share that does not fit', () => {
    const revealed = confirming.map(({ state: each }) => revealedShares(each, honest, checkCode));
    const input = {
      advertisements: ready.keys.map(({ advertisement }) => advertisement),
      seedHashes: new Map(ready.sealed.map(({ clientId, seedHash }) => [clientId, seedHash])),
      masked: masking.slice(0, 5).map(({ message }) => message),
      revealed,
    };
    assert.deepEqual(unmaskedSum(group, input), integerSum(survivors.map((id) => updates.get(id)!)));
    const wrong = (shares: ReadonlyMap<string, Uint8Array>) =>
      new Map([...shares].map(([id, share]) => [id, share.map((byte) => byte ^ 1)]));
    const [first, ...rest] = revealed;
    refusedWith('WRONG_SHARE', () =>
      unmaskedSum(group, { ...input, revealed: [{ ...first!, seeds: wrong(first!.seeds) }, ...rest] }),
    );
    refusedWith('WRONG_SHARE', () =>
      unmaskedSum(group, { ...input, revealed: [{ ...first!, maskSecrets: wrong(first!.maskSecrets) }, ...rest] }),
    );
  });
});

describe('a group', () => {
  const wanted = { context: 'test', clients: ['a', 'b', 'c', 'd'], length: 3 };

  it('is refused if it is too small, or its sum could wrap around', () => {
    refusedWith('TOO_FEW_CLIENTS', () => secureGroup({ ...wanted, clients: ['a', 'b'] }));
    refusedWith('DUPLICATE_CLIENT', () => secureGroup({ ...wanted, clients: ['a', 'b', 'a'] }));
    refusedWith('WRONG_PARAMETER', () => secureGroup({ ...wanted, threshold: 2 }));
    refusedWith('CAPACITY_EXCEEDED', () => secureGroup({ ...wanted, maxExamples: 257 }));
    assert.equal(secureGroup({ ...wanted, maxExamples: 256 }).threshold, 3);
  });

  it('works with identities as Fabric has them: P-256', () => {
    const pairs = new Map(wanted.clients.map((id) => [id, generateKeyPairSync('ec', { namedCurve: 'P-256' })]));
    const check: SignatureCheck = (id, message, signature) =>
      verify('sha256', message, pairs.get(id)!.publicKey, signature);
    const group = secureGroup(wanted);
    const keys = wanted.clients.map((id) =>
      advertisedKeys(group, id, (message) => new Uint8Array(sign('sha256', message, pairs.get(id)!.privateKey))),
    );
    const advertisements = keys.map(({ advertisement }) => advertisement);
    keys.forEach((each) => sharedSecrets(each, advertisements, check));
    const [first, second, ...rest] = advertisements;
    const swapped = [{ ...first!, signature: second!.signature }, second!, ...rest];
    refusedWith('WRONG_SIGNATURE', () => sharedSecrets(keys[1]!, swapped, check));
  });
});

function sameWords(one: Uint32Array, other: Uint32Array): boolean {
  return one.every((word, place) => word === other[place]);
}
