// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { ValidatorService, type ValidatorParts } from '@wattpass/gateway-api/internal/validators/validator.service.js';
import { FakeLedger } from '../doubles/fake-ledger.js';
import { callerNamed, ScriptedContracts } from './validator-ledger.js';

const slot = { leag: 'north', slot: '2026-11-22T12:00:00Z' };
const cleared = {
  block: 7n,
  name: 'market.slotCleared',
  payload: JSON.stringify({ type: 'market.slotCleared', items: [{ kind: 'slot', id: slot.slot, leag: slot.leag }] }),
};
const registered = { block: 3n, name: 'market.leagRegistered', payload: '{"items":[]}' };

/** A service over doubles that count what they are asked. */
function service(changes: Partial<ValidatorParts> = {}) {
  const ledger = new FakeLedger();
  const contracts = new ScriptedContracts().on('market:leags', () => ({ leags: [] }));
  const counts = { standing: 0, ranking: 0, duty: 0 };
  const written: bigint[] = [];
  const parts: ValidatorParts = {
    ledger,
    contracts: contracts.contracts,
    accounts: { signer: () => Promise.resolve({} as never) },
    delegate: { get: () => Promise.resolve(callerNamed('admin')) },
    own: {
      caller: () => Promise.resolve(callerNamed('validator')),
      standing: () => {
        counts.standing += 1;
        return Promise.resolve({ id: 'v', status: 'active' } as never);
      },
    },
    ranking: {
      ensure: () => {
        counts.ranking += 1;
        return Promise.resolve(undefined);
      },
    },
    duty: {
      perform: () => {
        counts.duty += 1;
        return Promise.resolve(undefined);
      },
    },
    checkpoint: { read: () => 0n, write: (block) => written.push(block) },
    logger: pino({ level: 'silent' }),
    ...changes,
  };
  return { ledger, contracts, counts, written, service: new ValidatorService(parts) };
}

async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; !met(); tries += 1) {
    assert.ok(tries < 400, 'it did not happen within 2 s');
    await sleep(5);
  }
}

describe('gateway-api: the validator service', () => {
  it('enrols nobody and writes nothing until there is a market, also before the founding', async () => {
    const each = service();
    each.contracts.on('market:leags', () => {
      throw new FabricError('UNAUTHENTICATED_ROLE', 'nobody has a role yet');
    });
    each.service.start();
    await until(() => each.written.length > 0);
    assert.deepEqual(each.counts, { standing: 0, ranking: 0, duty: 0 });
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.ledger.announce(registered);
    await until(() => each.counts.ranking > 0);
    assert.equal(each.counts.standing, 1);
    await each.service.stop();
  });

  it('serves a slot as soon as it is cleared, and writes down how far it has come', async () => {
    const each = service();
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.service.start();
    await until(() => each.counts.ranking > 0);
    each.ledger.announce(cleared);
    await until(() => each.counts.duty > 0 && each.written.at(-1) === 7n);
    await each.service.stop();
  });

  it('goes on after an interruption of the events, of a slot or of everything', async () => {
    let troubles = 0;
    const trouble = (): void => {
      troubles += 1;
      if (troubles < 3) {
        throw new FabricError('LEDGER_UNAVAILABLE', 'nobody answers');
      }
    };
    const served: string[] = [];
    const each = service({
      duty: {
        perform: (place) => {
          served.push(place.slot);
          return place.leag === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve(undefined);
        },
      },
      accounts: {
        signer: () => {
          trouble();
          return Promise.resolve({} as never);
        },
      },
    });
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.ledger.announce({ ...cleared, payload: cleared.payload.replace('north', 'bad').replace('12:00', '11:00') });
    each.ledger.announce(cleared);
    each.service.start();
    await until(() => served.includes('2026-11-22T11:00:00Z') && served.includes(slot.slot));
    await each.service.stop();
    assert.equal(troubles, 3);
  }).timeout(5_000);

  it('judges for its organisation also while it has no seat of its own', async () => {
    let active: boolean | undefined;
    const each = service({
      own: {
        caller: () => Promise.resolve(callerNamed('validator')),
        standing: () => Promise.reject(new FabricError('CONFLICT', 'the organisation has another one')),
      },
      duty: {
        perform: (_slot, callers) => {
          active = callers.active;
          return Promise.resolve(undefined);
        },
      },
    });
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.ledger.announce(cleared);
    each.service.start();
    await until(() => active !== undefined);
    assert.deepEqual([active, each.counts.ranking], [false, 0]);
    await each.service.stop();
  });

  it('ends while a call to the ledger hangs', async () => {
    let called = false;
    const each = service({
      duty: {
        perform: () => {
          called = true;
          return new Promise(() => undefined);
        },
      },
    });
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.ledger.announce(cleared);
    each.service.start();
    await until(() => called);
    await each.service.stop();
  }).timeout(10_000);

  it('looks at its standing again when a validator changes', async () => {
    const each = service();
    each.contracts.on('market:leags', () => ({ leags: [{ id: 'north' }] }));
    each.service.start();
    await until(() => each.counts.standing === 1);
    each.ledger.announce({ block: 9n, name: 'committee.doubleVerdict', payload: '{"items":[]}' });
    await until(() => each.counts.standing === 2);
    await each.service.stop();
  });
});
