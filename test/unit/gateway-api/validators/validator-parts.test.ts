// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { CheckpointFile } from '@wattpass/gateway-api/internal/validators/checkpoint-file.js';
import { ClearedSlots } from '@wattpass/gateway-api/internal/validators/cleared-slots.js';
import { DailyRanking } from '@wattpass/gateway-api/internal/validators/daily-ranking.js';
import { OwnValidator } from '@wattpass/gateway-api/internal/validators/own-validator.js';
import { payoutAddress } from '@wattpass/gateway-api/internal/validators/payout-key.js';
import { callerNamed, ScriptedContracts } from './validator-ledger.js';

const log = pino({ level: 'silent' });
const event = (block: bigint, name: string, slot = '2026-11-22T12:00:00Z', leag = 'north') => ({
  block,
  name,
  payload: JSON.stringify({ type: name, items: [{ kind: 'slot', id: slot, leag }] }),
});

describe('gateway-api: the slots that wait, from the contracts’ events', () => {
  it('are those cleared and not ended; the oldest one’s block is where a restart begins', () => {
    const slots = new ClearedSlots(3n);
    assert.equal(slots.checkpoint, 3n);
    assert.equal(slots.note(event(5n, 'market.slotCleared')), true);
    assert.equal(slots.note(event(6n, 'market.ordersPlaced')), false);
    slots.note(event(7n, 'market.slotCleared', '2026-11-22T13:00:00Z'));
    slots.note(event(8n, 'market.slotCleared', '2026-11-22T12:00:00Z', 'south'));
    slots.note(event(9n, 'committee.attested'));
    assert.deepEqual(
      slots.take(1).map(({ leag, slot }) => `${leag} ${slot}`),
      ['north 2026-11-22T12:00:00Z', 'north 2026-11-22T13:00:00Z', 'south 2026-11-22T12:00:00Z'],
    );
    assert.equal(slots.checkpoint, 5n);
    slots.note(event(10n, 'market.slotVoided'));
    assert.equal(slots.checkpoint, 7n);
    slots.done({ leag: 'south', slot: '2026-11-22T12:00:00Z' });
    slots.note(event(11n, 'market.slotSettled', '2026-11-22T13:00:00Z'));
    assert.deepEqual([slots.next, slots.checkpoint], [Infinity, 11n]);
  });

  it('come out the same when the events are read again from the checkpoint', () => {
    const events = [event(5n, 'market.slotCleared'), event(6n, 'market.slotCleared', '2026-11-22T13:00:00Z')];
    const slots = new ClearedSlots(0n);
    for (const each of [...events, ...events]) {
      slots.note(each);
    }
    assert.equal(slots.take(1).length, 2);
  });

  it('are looked at when something happens to them, or at the time that was said', () => {
    const slots = new ClearedSlots(0n);
    const [noon, one] = [
      { leag: 'north', slot: '2026-11-22T12:00:00Z' },
      { leag: 'north', slot: '2026-11-22T13:00:00Z' },
    ];
    const attested = (slot: string) => {
      const items = [{ kind: 'attestation', id: 'somebody', leag: 'north', slot }];
      return { block: 9n, name: 'committee.attested', payload: JSON.stringify({ items }) };
    };
    slots.note(event(5n, 'market.slotCleared', noon.slot));
    slots.note(event(5n, 'market.slotCleared', one.slot));
    assert.deepEqual(slots.take(1_000), [noon, one]);
    assert.deepEqual(slots.take(9_000), []);
    slots.later(noon, 2_000);
    slots.later(one, 3_000);
    assert.equal(slots.next, 2_000);
    assert.deepEqual(slots.take(1_999), []);
    assert.equal(slots.note(attested(one.slot)), true);
    assert.deepEqual(slots.take(1_999), [one]);
    slots.note(attested(one.slot)); // while it is being looked at
    slots.later(one, 4_000);
    assert.deepEqual(slots.take(2_000), [noon, one]);
    slots.note({ block: 10n, name: 'committee.validator', payload: '{"items":[]}' });
    assert.deepEqual(slots.take(2_000), [noon, one]);
    slots.note(attested('2026-11-22T14:00:00Z')); // of a slot that has ended
    assert.equal(slots.next, Infinity);
  });
});

describe('gateway-api: what a validator keeps', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wattpass-validator-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('is the block to read on from; where the file is not there or no number, the first', () => {
    assert.equal(new CheckpointFile(directory).read(), 0n);
    new CheckpointFile(directory).write(12_345_678_901n);
    assert.equal(new CheckpointFile(directory).read(), 12_345_678_901n);
    writeFileSync(join(directory, 'validator-block'), '12 blocks\n');
    assert.equal(new CheckpointFile(directory).read(), 0n);
  });

  it('is the key of its pay, made once and for its owner alone', () => {
    const address = payoutAddress(directory);
    assert.equal(payoutAddress(directory), address);
    const file = join(directory, 'validator-wallet.pem');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const der = createPublicKey(readFileSync(file)).export({ type: 'spki', format: 'der' });
    assert.equal(createHash('sha256').update(der).digest('hex'), address);
  });
});

describe('gateway-api: the daily ranking', () => {
  const noon = Date.parse('2026-11-22T12:00:00Z');
  const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
  const validators = (since: string, count = 3) =>
    ids.slice(0, count).map((id) => ({ id, mspId: 'AMSP', status: 'active', since }));

  function keeper(at: number, all: readonly object[], taken = false) {
    const ledger = new ScriptedContracts()
      .on('committee:validators', () => ({ items: all, bookmark: '' }))
      .on('committee:takeRanking', () => ({ ranked: [] }));
    if (taken) {
      ledger.on('committee:ranking', () => ({ ranked: [] }));
    }
    return { ledger, ranking: new DailyRanking(ledger.contracts, log, () => at) };
  }

  const waits = async (at: number, all: readonly object[]): Promise<(number | undefined)[]> =>
    Promise.all(ids.map((id) => keeper(at, all).ranking.ensure(callerNamed('validator', id))));

  it('is taken by one of the validators at once, by the others only if that one does not', async () => {
    const opening = Date.parse('2026-11-22T00:10:00Z');
    const found = await waits(opening, validators('2026-11-21T00:00:00Z'));
    assert.deepEqual([...found].sort(), [1_500, 3_000, undefined].sort());
    const first = keeper(opening, validators('2026-11-21T00:00:00Z'));
    await first.ranking.ensure(callerNamed('validator', ids[found.indexOf(undefined)]));
    assert.deepEqual(first.ledger.submitted[0]?.input, { day: '2026-11-22' });
  });

  it('is not taken twice, nor asked for again on the same day', async () => {
    const { ledger, ranking } = keeper(noon, validators('2026-11-21T00:00:00Z'), true);
    assert.equal(await ranking.ensure(callerNamed('validator', ids[0])), undefined);
    ledger.on('committee:ranking', () => assert.fail('asked again'));
    assert.equal(await ranking.ensure(callerNamed('validator', ids[0])), undefined);
    assert.deepEqual(ledger.submitted, []);
  });

  it('waits for ten past midnight, for validators that have only just come, and for three of them', async () => {
    const least = async (at: number, all: readonly object[]): Promise<number> =>
      Math.min(...(await waits(at, all)).map((wait) => wait ?? 0));
    const midnight = Date.parse('2026-11-22T00:00:00Z');
    assert.equal(await least(midnight + 60_000, validators('2026-11-21T00:00:00Z')), 9 * 60_000);
    assert.equal(await least(noon, validators('2026-11-22T11:59:58Z')), 3_000);
    assert.ok((await least(noon, validators('2026-11-21T00:00:00Z', 2))) > 3_600_000);
  });
});

describe("gateway-api: the organisation's own validator", () => {
  const account = { id: '1', name: 'validator', actorId: 'a'.repeat(32) };
  const record = (status: string) => ({ id: account.actorId, mspId: 'UserMSP', status, payTo: 'ab' });

  function ownValidator(standing: object[], accounts: object[] = []) {
    const created: object[] = [];
    const ledger = new ScriptedContracts()
      .on('committee:validators', () => ({ items: standing, bookmark: '' }))
      .on('committee:applyAsValidator', () => record('applied'))
      .on('committee:sponsorValidator', () => record('active'));
    const own = new OwnValidator({
      organisation: 'user',
      accounts: { mspId: 'UserMSP', byName: () => Promise.resolve(accounts[0] as never) },
      accountService: {
        create: (request) => {
          created.push(request);
          accounts.push(account);
          return Promise.resolve({ account, apiKey: '' } as never);
        },
      },
      contracts: ledger.contracts,
      delegate: { get: () => Promise.resolve(callerNamed('admin')) },
      payTo: () => 'ef'.repeat(32),
      logger: log,
    });
    return { own, ledger, created };
  }

  it('is enrolled without any power of a delegate, applies, and is sponsored by one', async () => {
    const { own, ledger, created } = ownValidator([]);
    assert.equal((await own.standing()).status, 'active');
    assert.deepEqual(created, [{ kind: 'device', name: 'validator', role: 'user', delegate: false, admin: false }]);
    assert.deepEqual(ledger.submitted, [
      {
        name: 'committee:applyAsValidator',
        input: { sponsor: { kind: 'organisation', mspId: 'UserMSP' }, payTo: 'ef'.repeat(32) },
        by: 'validator',
      },
      { name: 'committee:sponsorValidator', input: { validator: account.actorId }, by: 'admin' },
    ]);
  });

  it('goes on where a kill left it, and changes nothing where all is done', async () => {
    for (const [standing, steps] of [
      ['applied', ['committee:sponsorValidator']],
      ['active', []],
      ['suspended', []],
      ['retired', []],
    ] as const) {
      const { own, ledger, created } = ownValidator([record(standing)], [account]);
      await own.standing();
      assert.deepEqual(
        ledger.submitted.map(({ name }) => name),
        steps,
        standing,
      );
      assert.deepEqual(created, []);
    }
  });

  it('says so where the organisation has another one', async () => {
    const { own, ledger } = ownValidator([]);
    ledger.on('committee:applyAsValidator', () => {
      throw new FabricError('CONFLICT', 'UserMSP sponsors another validator');
    });
    await assert.rejects(own.standing(), { code: 'CONFLICT' });
  });
});
