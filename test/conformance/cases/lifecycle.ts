// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { Step } from '../../support/chaincode/conformance/script-chaincode.js';
import { casesOf } from '../conformance-case.js';
import { CHANNEL } from '../network-spec.js';
import type { Scene } from '../scene.js';
import type { Actor } from '../wire/actor.js';
import { lifecycleReadsIn } from '../wire/block-view.js';
import {
  approveArguments,
  approvedArguments,
  commitArguments,
  definitionArguments,
  readinessArguments,
  type DefinitionArguments,
} from '../wire/lifecycle.js';
import { expectResponse } from '../wire/rpc.js';

const { lifecycle } = peer;
type Name = keyof Scene['stage']['admins'];
const NAMES: readonly Name[] = ['alpha', 'beta', 'gamma'];
const EMPTY = new Uint8Array(0);

/** An organisation's administrator at its own peer. */
function admin(t: Scene, name: Name = 'alpha'): Actor {
  return t.as(t.stage.admins[name], t[name]);
}

/** What a function of the lifecycle answers at a peer: its refusal, or what `decode` makes of the answer. */
async function ask(
  t: Scene,
  actor: Actor,
  args: readonly (string | Uint8Array)[],
  decode: (bytes: Uint8Array) => unknown = () => '<answer>',
  { channel = CHANNEL, chaincode = '_lifecycle' } = {},
): Promise<object> {
  const proposal = t.proposeCall(actor, { channel, chaincode, args });
  const answered = await actor.process(proposal.message);
  if ('refused' in answered) return answered;
  const { response } = answered;
  const result = response.getResponse() ?? new peer.Response();
  return {
    status: result.getStatus(),
    message: result.getMessage(),
    answer: result.getStatus() === 200 ? decode(result.getPayload_asU8()) : undefined,
    payload: response.getPayload_asU8().length > 0,
    endorsed: response.getEndorsement() !== undefined,
  };
}

const outside = { channel: '' };
const next = (changes: Partial<DefinitionArguments> = {}): DefinitionArguments => ({
  name: 'all',
  version: '1.1',
  sequence: 2,
  endorsers: ['AlphaMSP', 'BetaMSP', 'GammaMSP'],
  ...changes,
});
const approve = (t: Scene, definition: DefinitionArguments, actor = admin(t)) =>
  ask(t, actor, ['ApproveChaincodeDefinitionForMyOrg', approveArguments(definition)]);
const commit = (t: Scene, definition: DefinitionArguments, actor = admin(t)) =>
  ask(t, actor, ['CommitChaincodeDefinition', commitArguments(definition)]);
const readiness = (t: Scene, definition: DefinitionArguments, actor: Actor = t.alpha) =>
  ask(t, actor, ['CheckCommitReadiness', readinessArguments(definition)], (bytes) => {
    const result = lifecycle.CheckCommitReadinessResult.deserializeBinary(bytes);
    const mismatches: [string, string[]][] = [];
    result.getMismatchesMap().forEach((items, mspId) => mismatches.push([mspId, items.getItemsList()]));
    return { approvals: result.getApprovalsMap().getEntryList().sort(), mismatches: mismatches.sort() };
  });

/** The package an organisation's peer has for a chaincode. */
async function packageOf(t: Scene, name: Name, label: string): Promise<string> {
  const actor = admin(t, name);
  const args = ['QueryInstalledChaincodes', EMPTY];
  const proposal = t.proposeCall(actor, { channel: '', chaincode: '_lifecycle', args });
  const response = expectResponse(await actor.process(proposal.message)).getResponse();
  const installed = lifecycle.QueryInstalledChaincodesResult.deserializeBinary(response?.getPayload_asU8() ?? EMPTY);
  const found = installed.getInstalledChaincodesList().find((one) => one.getLabel() === label);
  if (found === undefined) throw new Error(`${name} has no package ${label}`);
  return found.getPackageId();
}

/** Has an endorsed call of the lifecycle ordered and gives its code. */
async function submit(
  t: Scene,
  actor: Actor,
  args: readonly (string | Uint8Array)[],
  organizations: readonly string[],
): Promise<string> {
  const proposal = t.proposeCall(actor, { channel: CHANNEL, chaincode: '_lifecycle', args });
  return t.commit(actor, expectResponse(await actor.endorse(proposal, organizations)));
}

const mspOf = (name: Name): string => ({ alpha: 'AlphaMSP', beta: 'BetaMSP', gamma: 'GammaMSP' })[name];

async function approveBy(t: Scene, names: readonly Name[], definition: DefinitionArguments): Promise<string[]> {
  const codes: string[] = [];
  for (const name of names) {
    const packageId = await packageOf(t, name, `${definition.name}_1.0`);
    const args = ['ApproveChaincodeDefinitionForMyOrg', approveArguments({ ...definition, packageId })];
    codes.push(await submit(t, admin(t, name), args, [mspOf(name)]));
  }
  return codes;
}

const describe = (bytes: Uint8Array): object => {
  const result = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes);
  return {
    sequence: result.getSequence(),
    version: result.getVersion(),
    endorsementPlugin: result.getEndorsementPlugin(),
    validationPlugin: result.getValidationPlugin(),
    policy: Buffer.from(result.getValidationParameter_asU8()).toString('hex'),
    initRequired: result.getInitRequired(),
    approvals: result.getApprovalsMap().getEntryList().sort(),
    collections: Buffer.from(result.getCollections()?.serializeBinary() ?? EMPTY).toString('hex'),
  };
};

/** What a transaction reads and writes, of the lifecycle as well. */
async function traces(t: Scene, script: readonly Step[], options: Parameters<Scene['given']>[2] = {}): Promise<object> {
  const committed = await t.given(t.alpha, script, options);
  const { actions } = await t.transaction(committed);
  return { lifecycle: lifecycleReadsIn(await t.block(committed.block), t.nameBlock), actions };
}

const approvedBy = (name: string, sequence = 0) => [
  'QueryApprovedChaincodeDefinition',
  approvedArguments(name, sequence),
];
const describeApproved = (bytes: Uint8Array): object => {
  const result = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(bytes);
  return {
    sequence: result.getSequence(),
    version: result.getVersion(),
    policy: Buffer.from(result.getValidationParameter_asU8()).toString('hex'),
    hasPackage: (result.getSource()?.getLocalPackage()?.getPackageId().length ?? 0) > 0,
  };
};

/** How a channel agrees on chaincodes. Cases that change a definition come last. */
export const lifecycleCases = casesOf('lifecycle', {
  'a call of another chaincode reads its definition too': (t) =>
    traces(t, [
      ['call', 'any', JSON.stringify([['put', t.key('x'), '1']]), ''],
      ['put', t.key('y'), '1'],
    ]),
  'a chaincode that only has another write leaves no trace of its own': (t) =>
    t.submit(t.alpha, [['call', 'any', JSON.stringify([['put', t.key('x'), '1']]), '']]),
  'a call of a chaincode that is not defined reads that it is not': (t) =>
    traces(t, [
      ['try', ['call', 'absent', '[]', '']],
      ['put', t.key('x'), '1'],
    ]),
  'a look at a private hash reads the whole definition': (t) =>
    traces(t, [
      ['privateHash', 'alphaBeta', t.key('p')],
      ['put', t.key('x'), '1'],
    ]),
  'a write into an implicit collection reads the whole definition': (t) =>
    traces(t, [['privatePut', '_implicit_org_AlphaMSP', t.key('p')]], { transient: { value: 'v' } }),
  'a collection that does not exist leaves a read of the definition': (t) =>
    traces(t, [
      ['try', ['privateHash', 'absent', t.key('p')]],
      ['put', t.key('x'), '1'],
    ]),
  'the whole of a definition': async (t) => ({
    majority: await ask(t, t.alpha, ['QueryChaincodeDefinition', definitionArguments('majority')], describe),
    any: await ask(t, t.alpha, ['QueryChaincodeDefinition', definitionArguments('any')], describe),
  }),
  'the keys of a definition are no state of the chaincode': (t) =>
    t.evaluate(t.alpha, [['get', 'namespaces/fields/majority/Sequence']]),
  'an approval that is asked for by its administrator': (t) =>
    ask(t, admin(t), approvedBy('majority'), describeApproved),
  'an approval by its number': (t) => ask(t, admin(t), approvedBy('majority', 1), describeApproved),
  'an approval of a number that is not approved': (t) => ask(t, admin(t), approvedBy('majority', 2)),
  'an approval of a chaincode that is not defined': (t) => ask(t, admin(t), approvedBy('absent')),
  'an approval is not for clients': (t) => ask(t, t.alpha, approvedBy('majority')),
  'an approval is not for the administrator of another organisation': (t) =>
    ask(t, t.as(t.stage.admins.beta), approvedBy('majority')),
  'all approvals of an organisation': (t) =>
    ask(t, admin(t), ['QueryApprovedChaincodeDefinitions', EMPTY], (bytes) =>
      lifecycle.QueryApprovedChaincodeDefinitionsResult.deserializeBinary(bytes)
        .getApprovedChaincodeDefinitionsList()
        .map((one) => `${one.getName()} ${one.getSequence()} ${one.getVersion()}`)
        .sort(),
    ),
  'readiness of a definition that nobody approved': (t) => readiness(t, next()),
  'readiness of the sequence number that is committed': (t) => readiness(t, next({ sequence: 1 })),
  'readiness of a sequence number too far': (t) => readiness(t, next({ sequence: 3 })),
  'readiness of a new chaincode': (t) => readiness(t, next({ name: 'fresh', sequence: 1 })),
  'an approval with the sequence number 0': (t) => approve(t, next({ name: 'fresh', sequence: 0 })),
  'an approval with a sequence number too low': (t) => approve(t, next({ sequence: 0 })),
  'an approval with a sequence number too high': (t) => approve(t, next({ sequence: 3 })),
  'an approval of the committed number with another version': (t) => approve(t, next({ sequence: 1 })),
  'an approval with another name than chaincodes have': (t) => approve(t, next({ name: 'a b' })),
  'an approval of the name of a system chaincode': (t) => approve(t, next({ name: 'qscc', sequence: 1 })),
  'an approval with another version than chaincodes have': (t) => approve(t, next({ version: '1 1' })),
  'an approval that leaves out the collections': (t) => approve(t, next({ name: 'majority' })),
  'an approval that leaves out a collection': (t) => approve(t, next({ name: 'majority', collections: ['alphaBeta'] })),
  'an approval with a collection twice': (t) => approve(t, next({ collections: ['c', 'c'] })),
  'an approval with another collection name than they have': (t) => approve(t, next({ collections: ['_c'] })),
  'an approval by a client': (t) => approve(t, next(), t.alpha),
  'a commit of a definition that nobody approved': (t) => commit(t, next()),
  'a commit of the sequence number that is committed': (t) => commit(t, next({ sequence: 1 })),
  'a commit with another name than chaincodes have': (t) => commit(t, next({ name: '-' })),
  'a call without arguments': (t) => ask(t, t.alpha, []),
  'a call without request': (t) => ask(t, t.alpha, ['QueryChaincodeDefinitions']),
  'a call with too many arguments': (t) => ask(t, t.alpha, ['QueryChaincodeDefinitions', EMPTY, 'more']),
  'a definition cannot be queried by a peer, since it may not write': (t) =>
    ask(t, t.as(t.stage.peers.alpha), ['QueryChaincodeDefinition', definitionArguments('any')]),
  'a query is endorsed where an organisation is named': async (t) => {
    await t.level();
    const args = ['QueryChaincodeDefinitions', EMPTY];
    const call = { channel: CHANNEL, chaincode: '_lifecycle', args };
    const named = await t.alpha.endorse(t.proposeCall(t.alpha, call), ['AlphaMSP']);
    const unnamed = await t.alpha.endorse(t.proposeCall(t.alpha, call));
    return [named, unnamed].map((one) => ('refused' in one ? one : { endorsed: true }));
  },
  'a query of the ledger is endorsed where an organisation is named': async (t) => {
    await t.level();
    const call = { channel: CHANNEL, chaincode: 'qscc', args: ['GetChainInfo', CHANNEL] };
    const named = await t.alpha.endorse(t.proposeCall(t.alpha, call), ['AlphaMSP']);
    const unnamed = await t.alpha.endorse(t.proposeCall(t.alpha, call));
    return [named, unnamed].map((one) => ('refused' in one ? one : { endorsed: true }));
  },
  'the packages of a peer, without a channel': (t) =>
    ask(
      t,
      admin(t),
      ['QueryInstalledChaincodes', EMPTY],
      (bytes) =>
        lifecycle.QueryInstalledChaincodesResult.deserializeBinary(bytes)
          .getInstalledChaincodesList()
          .map((one) => [one.getLabel(), one.getReferencesMap().getLength()])
          .sort(),
      outside,
    ),
  'the packages of a peer are not for clients': (t) =>
    ask(t, t.alpha, ['QueryInstalledChaincodes', EMPTY], undefined, outside),
  'a package that is not there': (t) => {
    const request = new lifecycle.QueryInstalledChaincodeArgs();
    request.setPackageId('absent:0');
    return ask(t, admin(t), ['QueryInstalledChaincode', request.serializeBinary()], undefined, outside);
  },
  'definitions cannot be queried without a channel': (t) =>
    ask(t, admin(t), ['QueryChaincodeDefinitions', EMPTY], undefined, outside),
  'the channels of a peer, without a channel': (t) =>
    ask(
      t,
      t.alpha,
      ['GetChannels'],
      (bytes) =>
        peer.ChannelQueryResponse.deserializeBinary(bytes)
          .getChannelsList()
          .map((one) => one.getChannelId()),
      { channel: '', chaincode: 'cscc' },
    ),
  'the channels of a peer are not for other organisations': (t) =>
    ask(t, t.as(t.beta.identity), ['GetChannels'], undefined, { channel: '', chaincode: 'cscc' }),
  'the height of a channel, without a channel in the header': (t) =>
    ask(t, t.alpha, ['GetChainInfo', CHANNEL], undefined, { channel: '', chaincode: 'qscc' }),
  'a refusal without a channel': (t) =>
    ask(t, t.alpha, ['GetChainInfo'], undefined, { channel: '', chaincode: 'qscc' }),
  'a chaincode cannot be called without a channel': (t) =>
    ask(t, t.alpha, ['run', '[]'], undefined, { channel: '', chaincode: 'any' }),
  'a definition that two of three organisations approve is committed': async (t) => {
    const before = await t.prepare(t.alpha, [['put', t.key('before'), '1']], { chaincode: 'all' });
    const codes = await approveBy(t, ['alpha', 'beta'], next());
    const again = await approve(t, { ...next(), packageId: await packageOf(t, 'alpha', 'all_1.0') });
    const ready = await readiness(t, next());
    const disagreeing = await commit(t, next(), admin(t, 'gamma'));
    const args = ['CommitChaincodeDefinition', commitArguments(next())];
    codes.push(await submit(t, admin(t), args, ['AlphaMSP', 'BetaMSP']));
    return { codes, again, ready, disagreeing, endorsedBefore: await t.commit(t.alpha, before) };
  },
  'the definition that was committed': (t) =>
    ask(t, t.alpha, ['QueryChaincodeDefinition', definitionArguments('all')], describe),
  'an organisation that did not approve does not endorse': async (t) => {
    const call = t.call([['put', t.key('x'), '1']], { chaincode: 'all' });
    return { gamma: await t.process(t.gamma, t.proposeCall(t.gamma, call)) };
  },
  'an organisation may approve what is committed': async (t) => {
    const codes = await approveBy(t, ['gamma'], next());
    const again = await approve(t, { ...next(), packageId: await packageOf(t, 'gamma', 'all_1.0') }, admin(t, 'gamma'));
    const call = t.call([['put', t.key('x'), '1']], { chaincode: 'all' });
    return { codes, again, gamma: await t.process(t.gamma, t.proposeCall(t.gamma, call)) };
  },
  'transactions name the new version and follow the new policy': async (t) => {
    const organizations = NAMES.slice(0, 1).map(mspOf);
    const committed = await t.given(t.alpha, [['put', t.key('x'), '1']], { chaincode: 'all', organizations });
    return t.transaction(committed);
  },
});
