// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { Member, Role } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, person } from '../support/actors.js';
import { announced, newBattery } from '../support/battery-life.js';
import { consortiumOfSix, ContractRunner } from '../support/contract-runner.js';
import { refused } from '../support/refused.js';

const request = { key: 'register-1', batteries: [newBattery('I1')] };

function member(mspId: string, roles: Role[], status: Member['status'] = 'active'): Member {
  return { mspId, name: mspId, roles, status, since: '2026-01-01T00:00:00.000Z' };
}

describe('who a caller is', () => {
  it('is decided by certificate and registry together: a role the registry does not grant is worth nothing', async () => {
    const runner = consortiumOfSix();
    const forged = person('UserMSP', 'mallory', { role: 'producer' });
    const error = await refused('UNAUTHENTICATED_ROLE', runner.submit(forged, 'battery:register', request));
    assert.deepEqual(error.data, { mspId: 'UserMSP', role: 'producer' });
    await refused('UNAUTHENTICATED_ROLE', runner.evaluate(forged, 'battery:list', {}));
  });

  it('does not fall back to the one role of the organisation where the certificate names another', async () => {
    const odd = person('ProducerMSP', 'mallory', { role: 'admin' });
    await refused('UNAUTHENTICATED_ROLE', consortiumOfSix().submit(odd, 'battery:register', request));
  });

  it('falls back to the only role of the organisation where the certificate names none', async () => {
    await consortiumOfSix().submit(person('ProducerMSP', 'paula'), 'battery:register', request);
  });

  it('needs a role where the organisation has several', async () => {
    const runner = new ContractRunner(undefined, [{ mspId: 'Org1MSP', roles: ['producer', 'operator'] }]);
    runner.seed(keys.member('Org1MSP'), member('Org1MSP', ['producer', 'operator']));
    await refused('UNAUTHENTICATED_ROLE', runner.submit(person('Org1MSP', 'ada'), 'battery:register', request));
    const asOperator = person('Org1MSP', 'ada', { role: 'operator' });
    await refused('FORBIDDEN', runner.submit(asOperator, 'battery:register', request));
    await runner.submit(person('Org1MSP', 'ada', { role: 'producer' }), 'battery:register', request);
  });

  it('is nobody without membership, and nobody while suspended', async () => {
    const runner = consortiumOfSix();
    const stranger = person('StrangerMSP', 'sam', { role: 'producer' });
    await refused('UNAUTHENTICATED_ROLE', runner.submit(stranger, 'battery:register', request));
    runner.seed(keys.member('ProducerMSP'), member('ProducerMSP', ['producer'], 'suspended'));
    await refused('UNAUTHENTICATED_ROLE', runner.submit(actors.producer, 'battery:register', request));
    await refused('UNAUTHENTICATED_ROLE', runner.evaluate(actors.producer, 'battery:list', {}));
  });

  it('does not reach private data by a granted role alone: the organisation must be in the collection', async () => {
    const runner = consortiumOfSix();
    const batteryId = await announced(runner, 'I1');
    runner.seed(keys.member('StationMSP'), member('StationMSP', ['station', 'operator']));
    const caller = person('StationMSP', 'sid', { role: 'operator' });
    await assert.rejects(
      runner.evaluate(caller, 'battery:factoryData', { batteryId }),
      /does not have read access permission/,
    );
  });
});

describe('the time of a transaction', () => {
  it('may lie 5 minutes from the peer clock and no further', async () => {
    const runner = consortiumOfSix();
    runner.clockAhead = 5 * 60_000 + 5000;
    await refused('CLOCK_SKEW', runner.submit(actors.producer, 'battery:register', request));
    runner.clockAhead = -5 * 60_000 - 5000;
    await refused('CLOCK_SKEW', runner.submit(actors.producer, 'battery:register', request));
    runner.clockAhead = -5 * 60_000 + 5000;
    await runner.submit(actors.producer, 'battery:register', request);
  });

  it('does not matter for reading', async () => {
    const runner = consortiumOfSix();
    runner.clockAhead = 3_600_000;
    await runner.evaluate(actors.producer, 'battery:list', {});
  });
});
