// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { InputOf } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import type { Key } from '@wattpass/chaincode/ledger/ledger.js';
import { delegates } from '../../support/actors.js';
import { composeKey } from '../../support/committed-state.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { MovingMarket } from '../../support/moving-market.js';
import { refused } from '../../support/refused.js';
import { testVehicle } from '../../support/vehicles.js';

describe('what money and traders need a vote for', () => {
  const recordOf = (runner: ContractRunner, key: Key): Record<string, unknown> =>
    JSON.parse(Buffer.from(runner.state.get(composeKey(key))?.value ?? '{}').toString('utf8')) as Record<
      string,
      unknown
    >;
  const carriedOut = async (runner: ContractRunner, change: InputOf<'consortium:propose'>['change']) => {
    const { id } = await runner.submit(delegates.producer, 'consortium:propose', {
      key: `vote-${change.kind}`,
      change,
    });
    for (const role of ['producer', 'operator', 'user', 'station'] as const) {
      await runner.submit(delegates[role], 'consortium:vote', { proposalId: id, approve: true });
    }
    await runner.submit(delegates.user, 'consortium:execute', { proposalId: id });
  };

  it('is which ledger this is', async () => {
    const runner = consortiumOfSix();
    const ledger = { network: 'ab'.repeat(32), channel: 'wattpass', chaincode: 'wattpass' };
    await carriedOut(runner, { kind: 'recordLedger', ...ledger });
    assert.deepEqual(recordOf(runner, keys.ledgerIdentity()), ledger);
    assert.deepEqual(runner.lastEvent?.payload.items[1], { kind: 'ledgerIdentity', id: ledger.network });
  });

  it('is who issues money', async () => {
    const runner = consortiumOfSix();
    await carriedOut(runner, { kind: 'certifyIssuer', mspId: 'OperatorMSP' });
    assert.equal(recordOf(runner, keys.issuer('OperatorMSP'))['status'], 'active');
    await carriedOut(runner, { kind: 'withdrawIssuer', mspId: 'OperatorMSP', reason: 'closed' });
    assert.equal(recordOf(runner, keys.issuer('OperatorMSP'))['status'], 'withdrawn');
    const change = { kind: 'certifyIssuer' as const, mspId: 'NobodyMSP' };
    await refused('NOT_FOUND', runner.submit(delegates.user, 'consortium:propose', { key: 'nobody-1', change }));
  });

  it('is who may learn which vehicle is behind a pseudonym', async () => {
    const runner = consortiumOfSix();
    const pseudonym = 'cd'.repeat(32);
    await carriedOut(runner, { kind: 'openLink', pseudonym, to: 'RecyclerMSP', reason: 'case 17' });
    const { since, ...opening } = recordOf(runner, keys.linkOpening(pseudonym, 'RecyclerMSP'));
    assert.deepEqual(opening, { pseudonym, to: 'RecyclerMSP', reason: 'case 17' });
    assert.equal(typeof since, 'string');
  });

  it('is the release of a vehicle that has no pseudonym and that its LEAG keeps', async () => {
    const market = new MovingMarket();
    const fleet = await Promise.all(Array.from({ length: 5 }, () => testVehicle()));
    const [kept = assert.fail(), ...others] = fleet;
    await market.enrol('north', fleet);
    await market.certify('north', others);
    const { nullifier } = kept;
    const change = { kind: 'releaseVehicle' as const, nullifier, reason: 'asked for it on 1 May, case 18' };
    await carriedOut(market.runner, change);
    assert.deepEqual(market.runner.lastEvent?.payload.items[1], { kind: 'enrolment', id: nullifier });
    const { enrolled, entitled, fresh } = await market.count('north');
    assert.deepEqual([enrolled, entitled, fresh], [4, 4, 4]);
    const again = { key: 'vote-again', change };
    const { data } = await refused(
      'ILLEGAL_STATUS',
      market.runner.submit(delegates.producer, 'consortium:propose', again),
    );
    assert.deepEqual([data['leag'], typeof data['released']], ['north', 'string']);
    await market.enrol('south', [kept]);
    assert.equal((await market.count('south')).entitled, 1);
    const unknown = { key: 'vote-unknown', change: { ...change, nullifier: 'ab'.repeat(32) } };
    await refused('NOT_FOUND', market.runner.submit(delegates.producer, 'consortium:propose', unknown));
  });

  it('frees no vehicle of its name and record', async () => {
    const market = new MovingMarket();
    const fleet = await Promise.all(Array.from({ length: 4 }, () => testVehicle()));
    await market.settleIn('north', fleet);
    const { nullifier = '' } = fleet[0] ?? {};
    const work = carriedOut(market.runner, { kind: 'releaseVehicle', nullifier, reason: 'case 19' });
    assert.equal((await refused('RULE_VIOLATION', work)).data['rule'], 'onePerVehicle');
  });
});
