// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { defaultRuleParameters, type Role } from '@wattpass/chaincode/domain';
import { delegates, actors, person } from '../../support/actors.js';
import { ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const founders: { mspId: string; name: string; roles: Role[] }[] = [
  { mspId: 'ProducerMSP', name: 'Producer', roles: ['producer'] },
  { mspId: 'OperatorMSP', name: 'Operator', roles: ['operator', 'station'] },
];
const founding = { name: 'Wattpass', members: founders };

describe('consortium:found', () => {
  it('puts members and the first rule parameters on record', async () => {
    const runner = new ContractRunner();
    const consortium = await runner.submit(delegates.producer, 'consortium:found', founding);
    assert.equal(consortium.name, 'Wattpass');
    assert.equal(consortium.foundedBy, 'ProducerMSP');
    assert.equal(runner.lastEvent?.name, 'consortium.founded');

    const view = await runner.evaluate(actors.producer, 'consortium:members', {});
    assert.deepEqual(
      view.members.map(({ mspId, roles, status }) => ({ mspId, roles, status })),
      [
        { mspId: 'OperatorMSP', roles: ['operator', 'station'], status: 'active' },
        { mspId: 'ProducerMSP', roles: ['producer'], status: 'active' },
      ],
    );
    const { versions } = await runner.evaluate(actors.producer, 'consortium:ruleParameters', {});
    assert.deepEqual(
      versions.map(({ version, parameters }) => ({ version, parameters })),
      [{ version: 1, parameters: defaultRuleParameters }],
    );
  });

  it('happens once: a repeat answers with the first founding, another is refused', async () => {
    const runner = new ContractRunner();
    const first = await runner.submit(delegates.producer, 'consortium:found', founding);
    const reordered = { name: 'Wattpass', members: [...founders].reverse() };
    assert.deepEqual(await runner.submit(delegates.producer, 'consortium:found', reordered), first);
    assert.equal(runner.events.length, 1);
    await refused(
      'ALREADY_EXISTS',
      runner.submit(delegates.producer, 'consortium:found', { ...founding, name: 'Mine' }),
    );
    await refused('ALREADY_EXISTS', runner.submit(delegates.operator, 'consortium:found', founding));
  });

  it('needs a delegate', async () => {
    const error = await refused(
      'FORBIDDEN',
      new ContractRunner().submit(actors.producer, 'consortium:found', founding),
    );
    assert.deepEqual(error.data, { attribute: 'wattpass.delegate' });
  });

  const broken: readonly (readonly [string, typeof founders])[] = [
    ['founderAmongMembers', founders.slice(1)],
    ['noRecyclerAmongFounders', [...founders, { mspId: 'RecyclerMSP', name: 'Recycler', roles: ['recycler'] }]],
    ['noRecyclerAmongFounders', [{ mspId: 'ProducerMSP', name: 'All', roles: ['producer', 'recycler'] }]],
    ['distinctMembers', [...founders, { mspId: 'ProducerMSP', name: 'Again', roles: ['user'] }]],
    ['distinctRoles', [{ mspId: 'ProducerMSP', name: 'Producer', roles: ['producer', 'producer'] }]],
  ];
  for (const [rule, members] of broken) {
    it(`keeps the rule ${rule} (${members.length} members)`, async () => {
      const runner = new ContractRunner();
      const attempt = runner.submit(delegates.producer, 'consortium:found', { name: 'Wattpass', members });
      const error = await refused('RULE_VIOLATION', attempt);
      assert.equal(error.data['rule'], rule);
      assert.deepEqual(runner.lastLedger?.writes, []);
    });
  }

  it('lets a delegate without a role found for an organisation of several roles', async () => {
    const runner = new ContractRunner();
    const members = [{ mspId: 'Org1MSP', name: 'One', roles: ['producer', 'operator', 'user'] as Role[] }];
    const founder = person('Org1MSP', 'ada', { delegate: true });
    await runner.submit(founder, 'consortium:found', { name: 'Two', members });
    await refused('UNAUTHENTICATED_ROLE', runner.evaluate(founder, 'consortium:members', {}));
    const asOperator = person('Org1MSP', 'ada', { delegate: true, role: 'operator' });
    assert.equal((await runner.evaluate(asOperator, 'consortium:members', {})).members.length, 1);
  });
});
