// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import type { Scene } from '../scene.js';
import type { Refusal } from '../wire/rpc.js';

const ALPHA = ['AlphaMSP'];
const BETA = ['BetaMSP'];
const GAMMA = ['GammaMSP'];

/** A key that only beta's peer may endorse. */
async function ownedByBeta(t: Scene): Promise<string> {
  const key = t.key('owned');
  await t.given(t.alpha, [
    ['put', key, '0'],
    ['setPolicy', key, 'BetaMSP'],
  ]);
  return key;
}

const put = (key: string, value: string): Step[] => [['put', key, value]];

/** Whose endorsements count. */
export const policyCases = casesOf('policies', {
  'a majority: one of three is not enough': (t) => t.submit(t.alpha, put(t.key('x'), '1'), { organizations: ALPHA }),
  'a majority: two of three are enough': (t) =>
    t.submit(t.alpha, put(t.key('x'), '1'), { organizations: ['BetaMSP', 'GammaMSP'] }),
  'any: one organisation is enough': (t) =>
    t.submit(t.alpha, put(t.key('x'), '1'), { chaincode: 'any', organizations: GAMMA }),
  'any: the gateway asks its own peer only': async (t) => {
    const committed = await t.given(t.alpha, put(t.key('x'), '1'), { chaincode: 'any' });
    return t.transaction(committed);
  },
  'all: two of three are not enough': (t) =>
    t.submit(t.alpha, put(t.key('x'), '1'), { chaincode: 'all', organizations: ['AlphaMSP', 'BetaMSP'] }),
  'all: the gateway asks every organisation': async (t) => {
    const committed = await t.given(t.alpha, put(t.key('x'), '1'), { chaincode: 'all' });
    return t.transaction(committed);
  },
  'a transaction that writes nothing needs its chaincode policy': (t) =>
    t.submit(t.alpha, [['get', t.key('x')]], { organizations: ALPHA }),
  'a chaincode that is called and writes has its policy held': async (t) => {
    const script: Step[] = [['call', 'all', JSON.stringify(put(t.key('x'), '1'))]];
    return {
      asked: await t.submit(t.alpha, script, { chaincode: 'any' }),
      forced: await t.submit(t.alpha, script, { chaincode: 'any', organizations: ALPHA }),
    };
  },
  'a chaincode that is called and only reads does not have its policy held': (t) =>
    t.submit(t.alpha, [['call', 'all', JSON.stringify([['get', t.key('x')]])]], {
      chaincode: 'any',
      organizations: ALPHA,
    }),
  'the chaincode that calls has its policy held even if it writes nothing': (t) =>
    t.submit(t.alpha, [['call', 'any', JSON.stringify(put(t.key('x'), '1'))]], {
      chaincode: 'all',
      organizations: ALPHA,
    }),
  'a key with a policy of its own: its organisation alone is enough': async (t) => {
    const key = await ownedByBeta(t);
    return t.submit(t.alpha, put(key, '1'), { organizations: BETA });
  },
  'a key with a policy of its own: a majority of others is not enough': async (t) => {
    const key = await ownedByBeta(t);
    const seen = await t.submit(t.alpha, put(key, '1'), { organizations: ['AlphaMSP', 'GammaMSP'] });
    assert.deepEqual('code' in seen && seen.code, 'ENDORSEMENT_POLICY_FAILURE');
    return { seen, state: await t.read(t.alpha, ['get', key]) };
  },
  'a key with a policy of its own: the gateway finds whom to ask': async (t) => {
    const key = await ownedByBeta(t);
    const committed = await t.given(t.alpha, put(key, '1'));
    return t.transaction(committed);
  },
  'a key with a policy and one without in a transaction: both policies are held': async (t) => {
    const key = await ownedByBeta(t);
    const script: Step[] = [...put(key, '1'), ...put(t.key('x'), '1')];
    return {
      beta: await t.submit(t.alpha, script, { organizations: BETA }),
      others: await t.submit(t.alpha, script, { organizations: ['AlphaMSP', 'GammaMSP'] }),
      asked: await t.submit(t.alpha, script),
    };
  },
  'a deletion of a key with a policy needs it': async (t) => {
    const key = await ownedByBeta(t);
    return {
      others: await t.submit(t.alpha, [['del', key]], { organizations: ['AlphaMSP', 'GammaMSP'] }),
      beta: await t.submit(t.alpha, [['del', key]], { organizations: BETA }),
    };
  },
  'a key that was deleted and written again has no policy any more': async (t) => {
    const key = await ownedByBeta(t);
    await t.given(t.alpha, [['del', key]], { organizations: BETA });
    const without = await t.submit(t.alpha, put(key, '1'), { organizations: BETA });
    const majority = await t.submit(t.alpha, put(key, '1'), { organizations: ['AlphaMSP', 'GammaMSP'] });
    return { without, majority, policy: await t.read(t.alpha, ['getPolicy', key]) };
  },
  'a policy stays when the value is written again': async (t) => {
    const key = await ownedByBeta(t);
    await t.given(t.alpha, put(key, '1'), { organizations: BETA });
    return t.read(t.alpha, ['getPolicy', key]);
  },
  'a change of a policy needs the old one': async (t) => {
    const key = await ownedByBeta(t);
    return {
      others: await t.submit(t.alpha, [['setPolicy', key, 'GammaMSP']], { organizations: ['AlphaMSP', 'GammaMSP'] }),
      beta: await t.submit(t.alpha, [['setPolicy', key, 'GammaMSP']], { organizations: BETA }),
      policy: await t.read(t.alpha, ['getPolicy', key]),
    };
  },
  'a policy of two organisations needs both': async (t) => {
    const key = t.key('both');
    await t.given(t.alpha, [...put(key, '0'), ['setPolicy', key, 'AlphaMSP,GammaMSP']]);
    return {
      one: await t.submit(t.alpha, put(key, '1'), { organizations: GAMMA }),
      two: await t.submit(t.alpha, put(key, '1'), { organizations: ['AlphaMSP', 'GammaMSP'] }),
      policy: await t.read(t.alpha, ['getPolicy', key]),
    };
  },
  'a removed policy gives the key back to the chaincode': async (t) => {
    const key = await ownedByBeta(t);
    await t.given(t.alpha, [['setPolicy', key, '']], { organizations: BETA });
    return {
      policy: await t.read(t.alpha, ['getPolicy', key]),
      beta: await t.submit(t.alpha, put(key, '1'), { organizations: BETA }),
      majority: await t.submit(t.alpha, put(key, '1'), { organizations: ['AlphaMSP', 'GammaMSP'] }),
    };
  },
  'a policy for an absent key is dropped': async (t) => {
    const seen = await t.submit(t.alpha, [['setPolicy', t.key('absent'), 'BetaMSP']]);
    return { seen, policy: await t.read(t.alpha, ['getPolicy', t.key('absent')]) };
  },
  'a policy changed earlier in the block fails the next transaction': async (t) => {
    const seen = await t.inOneBlock(async (attempt) => {
      const key = t.key(`${attempt}`);
      await t.given(t.alpha, put(key, '0'));
      return [
        await t.prepare(t.alpha, [['setPolicy', key, 'BetaMSP']]),
        await t.prepare(t.alpha, put(key, '1'), { organizations: ['AlphaMSP', 'BetaMSP'] }),
      ];
    });
    assert.deepEqual(seen.codes, ['VALID', 'ENDORSEMENT_POLICY_FAILURE']);
    return seen.codes;
  },
  'a policy change that fails earlier in the block does no harm': async (t) => {
    const seen = await t.inOneBlock(async (attempt) => {
      const key = t.key(`${attempt}`);
      await t.given(t.alpha, put(key, '0'));
      return [
        await t.prepare(t.alpha, [['setPolicy', key, 'BetaMSP']], { organizations: ALPHA }),
        await t.prepare(t.alpha, put(key, '1')),
      ];
    });
    return seen.codes;
  },
  'peers that differ in what they write': async (t) => ({
    endorse: inShort(await t.endorse(t.alpha, [['putRandom', t.key('x')]], { organizations: ['AlphaMSP', 'BetaMSP'] })),
    oneIsFine: await t.endorse(t.alpha, [['putRandom', t.key('x')]], { chaincode: 'any' }),
  }),
  'peers that differ in what they write, asked by policy': async (t) =>
    inShort(await t.endorse(t.alpha, [['putRandom', t.key('x')]], { chaincode: 'all' })),
});

/**
 * Leaves out which of the two came second, and what follows the message: Fabric's peer writes the difference into its
 * log, another may tell its client.
 */
function inShort(endorsed: object): object {
  if (!('refused' in endorsed)) return endorsed;
  const { code, message, details } = endorsed.refused as Refusal;
  const reasons = details.map((detail) => detail.message.slice(0, 'ProposalResponsePayloads do not match'.length));
  return { code, message, reasons };
}
