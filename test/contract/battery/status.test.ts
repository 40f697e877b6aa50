// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { batteryStatuses, type BatteryStatusName, type Role } from '@wattpass/chaincode/domain';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, partyOf } from '../../support/actors.js';
import { atOperator, enrol, inService, manufactured, pass, refurbished, steps } from '../../support/battery-life.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { refused } from '../../support/refused.js';

const { producer, operator, user, secondUser, recycler, logistics } = actors;

function change(runner: ContractRunner, batteryId: string, caller: typeof user, to: BatteryStatusName) {
  return runner.submit(caller, 'battery:changeStatus', { items: [{ batteryId, to }] });
}

/** The machine, written down by hand: from each status to those a holder may take it to, with the roles that may. */
const machine: Readonly<Record<BatteryStatusName, Readonly<Record<string, string>>>> = {
  announced: {},
  manufactured: { commissioned: 'operator', retired: 'producer operator' },
  commissioned: {
    inService: 'operator user',
    inMaintenance: 'operator user recycler',
    retired: 'operator user recycler',
  },
  inService: { inMaintenance: 'operator user recycler', retired: 'operator user recycler' },
  inMaintenance: { inService: 'operator user recycler', retired: 'operator user recycler' },
  retired: { evaluated: 'recycler' },
  evaluated: { refurbished: 'recycler' },
  refurbished: { evaluated: 'recycler' },
  certified: { commissioned: 'operator', retired: 'operator user recycler' },
  recycled: {},
};

/** Who can have taken a battery to a status, so that asking for it again is a repeat; by hand from the machine above. */
const arrivals: Readonly<Partial<Record<BatteryStatusName, string>>> = {
  commissioned: 'operator',
  inService: 'operator user recycler',
  inMaintenance: 'operator user recycler',
  retired: 'producer operator user recycler',
  evaluated: 'recycler',
  refurbished: 'recycler',
};

describe('the status machine', () => {
  const callers: readonly Role[] = ['producer', 'operator', 'user', 'recycler'];
  for (const from of batteryStatuses) {
    for (const role of callers) {
      it(`takes a ${role} from ${from} to ${Object.keys(machine[from]).join(', ') || 'nowhere'} and no further`, async () => {
        for (const to of batteryStatuses) {
          const runner = consortiumOfSix();
          const batteryId = '09521234543213-X1';
          const holder = partyOf(actors[role]);
          runner.seed(keys.status(batteryId), {
            batteryId,
            status: from,
            since: '2026-01-31T08:00:00.000Z',
            title: holder,
            custody: holder,
          });
          if (role === 'operator') {
            await enrol(runner, batteryId);
          }
          const attempt = change(runner, batteryId, actors[role], to);
          const allowed = machine[from][to];
          if (to === from && arrivals[to]?.split(' ').includes(role) === true) {
            assert.equal((await attempt).statuses[0]?.since, '2026-01-31T08:00:00.000Z', 'as it was');
          } else if (allowed === undefined) {
            const error = await refused('ILLEGAL_STATUS', attempt);
            assert.deepEqual(error.data['legal'], Object.keys(machine[from]));
          } else if (allowed.split(' ').includes(role)) {
            assert.equal((await attempt).statuses[0]?.status, to);
          } else {
            await refused('FORBIDDEN', attempt);
          }
        }
      });
    }
  }
});

describe('battery:changeStatus', () => {
  it('commissions only a battery with an active BMS of the operator', async () => {
    const runner = consortiumOfSix();
    const batteryId = await atOperator(runner, 'C1');
    const without = await refused('RULE_VIOLATION', change(runner, batteryId, operator, 'commissioned'));
    assert.equal(without.data['rule'], 'activeDeviceKey');
    await enrol(runner, batteryId);
    await runner.submit(operator, 'twin:revokeDeviceKeys', { items: [{ batteryId, deviceId: 'bms-1' }] });
    await refused('RULE_VIOLATION', change(runner, batteryId, operator, 'commissioned'));
    await enrol(runner, batteryId, 'bms-2');
    await change(runner, batteryId, operator, 'commissioned');
  });

  it('writes and announces only what is new', async () => {
    const runner = consortiumOfSix();
    const [one, two] = [await inService(runner, 'C1'), await inService(runner, 'C2')];
    const item = (batteryId: string) => ({ batteryId, to: 'inMaintenance' as const });
    const first = await runner.submit(user, 'battery:changeStatus', { items: [item(one)] });
    const again = await runner.endorse(user, 'battery:changeStatus', { items: [item(one)] });
    assert.deepEqual([again.output, again.ledger.writes, again.ledger.event], [first, [], undefined]);
    const mixed = await runner.endorse(user, 'battery:changeStatus', { items: [item(one), item(two)] });
    assert.deepEqual(
      mixed.output.statuses.map(({ batteryId }) => batteryId),
      [one, two],
    );
    assert.equal(mixed.ledger.writes.length, 1);
    await refused('FORBIDDEN', change(runner, one, secondUser, 'inMaintenance'));
  });

  it('is for the holder of title or custody, to the person', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'C1');
    await refused('FORBIDDEN', change(runner, batteryId, secondUser, 'retired'));
    await refused('FORBIDDEN', change(runner, batteryId, operator, 'retired'));
    await refused('FORBIDDEN', change(runner, batteryId, producer, 'retired'));
    await pass(runner, batteryId, 'custody', user, operator);
    await change(runner, batteryId, operator, 'inMaintenance');
    await change(runner, batteryId, user, 'inService');
  });

  it('reaches manufactured, certified and recycled in no way', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'C1');
    for (const to of ['manufactured', 'certified', 'recycled'] as const) {
      const error = await refused('ILLEGAL_STATUS', change(runner, batteryId, recycler, to));
      assert.deepEqual(error.data['legal'], ['evaluated']);
    }
  });

  it('keeps a refurbished battery out of service, whoever holds it', async () => {
    const runner = consortiumOfSix();
    const batteryId = await refurbished(runner, 'C1');
    await pass(runner, batteryId, 'titleAndCustody', recycler, operator);
    for (const to of ['inService', 'commissioned'] as const) {
      await refused('ILLEGAL_STATUS', change(runner, batteryId, operator, to));
    }
  });

  it('changes all or none and names the item', async () => {
    const runner = consortiumOfSix();
    const one = await inService(runner, 'C1');
    const two = await manufactured(runner, 'C2');
    const items = [
      { batteryId: one, to: 'retired' as const },
      { batteryId: two, to: 'retired' as const },
    ];
    const error = await refused('FORBIDDEN', runner.submit(user, 'battery:changeStatus', { items }));
    assert.equal(error.data['pointer'], '/items/1');
    assert.equal((await runner.evaluate(user, 'battery:get', { batteryId: one })).status.status, 'inService');
    const twice = { items: [items[0]!, items[0]!] };
    await refused('INVALID_INPUT', runner.submit(user, 'battery:changeStatus', twice));
  });

  it('is not for carriers', async () => {
    const runner = consortiumOfSix();
    const batteryId = await manufactured(runner, 'C1');
    await pass(runner, batteryId, 'custody', producer, logistics);
    await refused('FORBIDDEN', change(runner, batteryId, logistics, 'retired'));
  });

  it('lets one of two through that step at once', async () => {
    const runner = consortiumOfSix();
    const batteryId = await inService(runner, 'C1');
    const retire = await runner.endorse(user, 'battery:changeStatus', { items: [{ batteryId, to: 'retired' }] });
    await steps(runner, batteryId, user, 'inMaintenance');
    assert.throws(() => {
      retire.commit();
    }, /MVCC_READ_CONFLICT/);
  });
});
