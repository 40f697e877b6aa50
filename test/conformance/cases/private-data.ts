// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import type { Scene } from '../scene.js';

const ALPHA = ['AlphaMSP'];
const BETA = ['BetaMSP'];
const GAMMA = ['GammaMSP'];
const SECRET = { transient: { value: 'secret' } };

const put = (t: Scene, collection: string, key = t.key('p')): Step[] => [['privatePut', collection, key]];
const get = (t: Scene, collection: string, key = t.key('p')): Step[] => [['try', ['privateGet', collection, key]]];
const hash = (t: Scene, collection: string, key = t.key('p')): Step[] => [['try', ['privateHash', collection, key]]];

/** What every organisation's client sees of a private key on its own peer. */
async function seenByAll(t: Scene, collection: string, key = t.key('p')): Promise<object> {
  const script = [...get(t, collection, key), ...hash(t, collection, key)];
  return {
    alpha: await t.read(t.alpha, ...script),
    beta: await t.read(t.beta, ...script),
    gamma: await t.read(t.gamma, ...script),
  };
}

/** Has a few blocks pass. */
async function passBlocks(t: Scene, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await t.given(t.alpha, [['put', t.key('tick'), String(index)]]);
}

/** Private data collections. */
export const privateDataCases = casesOf('private data', {
  'members read the value, everybody its hash': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const seen = await seenByAll(t, 'alphaBeta');
    const expected = createHash('sha256').update('secret').digest('hex');
    assert.ok(JSON.stringify(seen).includes(expected));
    return seen;
  },
  'the block holds hashes only': async (t) => {
    const committed = await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const transaction = await t.transaction(committed);
    assert.ok(!JSON.stringify(transaction).includes('secret'));
    return transaction;
  },
  'a client of another organisation may not read on a member peer': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    return t.evaluate(t.as(t.gamma.identity), get(t, 'alphaBeta'), { organizations: ALPHA });
  },
  'a client of another organisation may not write on a member peer': (t) =>
    t.endorse(t.as(t.gamma.identity), put(t, 'alphaBeta'), { ...SECRET, organizations: ALPHA }),
  'a member may not write on a peer that is no member': (t) =>
    t.endorse(t.as(t.alpha.identity, t.gamma), put(t, 'alphaBeta'), { ...SECRET, organizations: GAMMA }),
  'without memberOnlyRead everybody reads on a member peer': async (t) => {
    await t.given(t.alpha, put(t, 'anyWriter'), SECRET);
    return t.evaluate(t.as(t.gamma.identity), get(t, 'anyWriter'), { organizations: ALPHA });
  },
  'without memberOnlyWrite everybody writes on member peers': (t) =>
    t.submit(t.as(t.gamma.identity), put(t, 'anyWriter'), { ...SECRET, organizations: ['AlphaMSP', 'BetaMSP'] }),
  'a collection policy of one organisation needs that one only': (t) =>
    t.submit(t.alpha, put(t, 'alphaBeta'), { ...SECRET, organizations: ALPHA }),
  'a collection policy is not met by another member': (t) =>
    t.submit(t.beta, put(t, 'alphaBeta'), { ...SECRET, organizations: BETA }),
  'a collection policy of two organisations is found by the gateway': async (t) => {
    const committed = await t.given(t.alpha, put(t, 'bothEndorse'), SECRET);
    return t.transaction(committed);
  },
  'a collection policy of two organisations is not met by one': (t) =>
    t.submit(t.alpha, put(t, 'bothEndorse'), { ...SECRET, organizations: ALPHA }),
  'a public and a private write together cannot be endorsed by members alone': async (t) => {
    const seen = await t.submit(t.alpha, [...put(t, 'alphaAlone'), ['put', t.key('x'), '1']], SECRET);
    assert.ok('refused' in seen && seen.refused.code === 'FAILED_PRECONDITION');
    return seen;
  },
  'a public and a private write together where members are a majority': (t) =>
    t.submit(t.alpha, [...put(t, 'anyWriter'), ['put', t.key('x'), '1']], SECRET),
  'a collection under the chaincode policy whose members are no majority': (t) =>
    t.submit(t.alpha, put(t, 'alphaAlone'), SECRET),
  'the same without transient data': (t) => t.submit(t.alpha, [['privatePutOpen', 'alphaAlone', t.key('p'), 'open']]),
  'transient data reach no organisation that is no member': (t) =>
    t.endorse(t.alpha, put(t, 'alphaBeta'), { ...SECRET, organizations: ['AlphaMSP', 'GammaMSP'] }),
  'transient data without private writes under a majority': (t) =>
    t.submit(
      t.alpha,
      [
        ['transient', 'value'],
        ['put', t.key('x'), '1'],
      ],
      SECRET,
    ),
  'transient data are not in the block': async (t) => {
    const committed = await t.given(t.alpha, [['put', t.key('x'), '1']], SECRET);
    assert.ok(!JSON.stringify(await t.transaction(committed)).includes('secret'));
    return t.transaction(committed);
  },
  'an unknown collection': (t) =>
    t.evaluate(t.alpha, [...get(t, 'absent'), ...hash(t, 'absent'), ['try', ['privatePutOpen', 'absent', 'k', 'v']]]),
  'a chaincode without collections': (t) => t.evaluate(t.alpha, get(t, 'alphaBeta'), { chaincode: 'any' }),
  'an empty collection name': (t) => t.evaluate(t.alpha, get(t, '')),
  'an absent key': async (t) => {
    return { alpha: await t.read(t.alpha, ...get(t, 'alphaBeta'), ...hash(t, 'alphaBeta')) };
  },
  'a private write is not seen in its own transaction': (t) =>
    t.submit(t.alpha, [...put(t, 'alphaBeta'), ...get(t, 'alphaBeta')], SECRET),
  'an empty private value is a deletion': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const seen = await t.submit(t.alpha, [['try', ['privatePutOpen', 'alphaBeta', t.key('p'), '']]]);
    return { seen, then: await seenByAll(t, 'alphaBeta') };
  },
  'a range of private data': async (t) => {
    for (const name of ['ka', 'kb', 'kc']) await t.given(t.alpha, put(t, 'alphaBeta', t.key(name)), SECRET);
    return t.read(t.beta, ['privateRange', 'alphaBeta', t.key('ka'), t.key('kc')]);
  },
  'a private write after a range of private data is refused': (t) =>
    t.submit(t.alpha, [['privateRange', 'alphaBeta', t.key('k'), t.key('l')], ...put(t, 'alphaBeta')], SECRET),
  'a public write after a range of private data is refused': (t) =>
    t.submit(t.alpha, [
      ['privateRange', 'alphaBeta', t.key('k'), t.key('l')],
      ['put', t.key('x'), '1'],
    ]),
  'a range of private data after a write is refused': (t) =>
    t.submit(t.alpha, [...put(t, 'alphaBeta'), ['privateRange', 'alphaBeta', t.key('k'), t.key('l')]], SECRET),
  'a private read after a private write is fine': (t) =>
    t.submit(t.alpha, [...put(t, 'alphaBeta'), ...get(t, 'alphaBeta', t.key('q'))], SECRET),
  'a rich query of private data needs another database': (t) =>
    t.evaluate(t.alpha, [['try', ['privateQuery', 'alphaBeta', '{"selector":{}}']]]),
  'two updates of a private key that both read: the first wins': async (t) => {
    const { codes } = await t.inOneBlock(async (attempt) => {
      const key = t.key(`${attempt}`);
      await t.given(t.alpha, put(t, 'alphaBeta', key), SECRET);
      const script = [...get(t, 'alphaBeta', key), ...put(t, 'alphaBeta', key)];
      return [
        await t.prepare(t.alpha, script, { transient: { value: '1' } }),
        await t.prepare(t.alpha, script, { transient: { value: '2' } }),
      ];
    });
    assert.deepEqual(codes, ['VALID', 'MVCC_READ_CONFLICT']);
    return codes;
  },
  'a read of a private hash conflicts with a write': async (t) => {
    const { codes } = await t.inOneBlock(async (attempt) => {
      const key = t.key(`${attempt}`);
      await t.given(t.alpha, put(t, 'alphaBeta', key), SECRET);
      return [
        await t.prepare(t.alpha, put(t, 'alphaBeta', key), { transient: { value: '1' } }),
        await t.prepare(t.gamma, [...hash(t, 'alphaBeta', key), ['put', key, '1']]),
      ];
    });
    return codes;
  },
  'a deleted private key has neither value nor hash': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const committed = await t.given(t.alpha, [['privateDel', 'alphaBeta', t.key('p')]]);
    return { transaction: await t.transaction(committed), then: await seenByAll(t, 'alphaBeta') };
  },
  'a purged private key has neither value nor hash': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const committed = await t.given(t.alpha, [['privatePurge', 'alphaBeta', t.key('p')]]);
    return { transaction: await t.transaction(committed), then: await seenByAll(t, 'alphaBeta') };
  },
  'blockToLive: the data are there for that many blocks and gone after': async (t) => {
    await t.given(t.alpha, put(t, 'brief'), SECRET);
    const seen: object[] = [];
    for (let block = 0; block < 4; block += 1) {
      seen.push(await seenByAll(t, 'brief'));
      await passBlocks(t, 1);
    }
    return seen;
  },
  'blockToLive: a new write lives anew': async (t) => {
    await t.given(t.alpha, put(t, 'brief'), SECRET);
    await passBlocks(t, 1);
    await t.given(t.alpha, put(t, 'brief'), { transient: { value: 'again' } });
    await passBlocks(t, 2);
    return seenByAll(t, 'brief');
  },
  'a key policy in a collection': async (t) => {
    const key = t.key('p');
    await t.given(t.alpha, [...put(t, 'alphaBeta'), ['privateSetPolicy', 'alphaBeta', key, 'BetaMSP']], SECRET);
    return {
      alpha: await t.submit(t.alpha, put(t, 'alphaBeta'), { ...SECRET, organizations: ALPHA }),
      beta: await t.submit(t.beta, put(t, 'alphaBeta'), { ...SECRET, organizations: BETA }),
      policy: await t.read(t.alpha, ['privateGetPolicy', 'alphaBeta', key]),
    };
  },
  'an implicit collection belongs to its organisation': async (t) => {
    const collection = '_implicit_org_AlphaMSP';
    const written = await t.submit(t.alpha, put(t, collection), SECRET);
    return { written, seen: await seenByAll(t, collection) };
  },
  'an implicit collection takes any client that its peer serves': (t) =>
    t.submit(t.as(t.gamma.identity), put(t, '_implicit_org_AlphaMSP'), { ...SECRET, organizations: ALPHA }),
  'an implicit collection of another organisation cannot be written alone': (t) =>
    t.submit(t.alpha, put(t, '_implicit_org_BetaMSP'), { ...SECRET, organizations: ALPHA }),
  'an implicit collection of another organisation is asked for at that one': async (t) => {
    const endorsed = await t.submit(t.alpha, put(t, '_implicit_org_BetaMSP'), { ...SECRET, organizations: BETA });
    return { endorsed, seen: await seenByAll(t, '_implicit_org_BetaMSP') };
  },
  'an implicit collection of an unknown organisation': (t) => t.evaluate(t.alpha, get(t, '_implicit_org_DeltaMSP')),
  'two collections in one transaction': async (t) => {
    const committed = await t.given(t.alpha, [...put(t, 'alphaBeta'), ...put(t, 'bothEndorse')], SECRET);
    return t.transaction(committed);
  },
  'private data of a transaction that is not valid are not kept': async (t) => {
    await t.given(t.alpha, put(t, 'alphaBeta'), SECRET);
    const late = await t.prepare(t.alpha, [...get(t, 'alphaBeta'), ...put(t, 'alphaBeta')], {
      transient: { value: 'late' },
    });
    await t.given(t.alpha, put(t, 'alphaBeta'), { transient: { value: 'newer' } });
    return { code: await t.commit(t.alpha, late), seen: await seenByAll(t, 'alphaBeta') };
  },
});
