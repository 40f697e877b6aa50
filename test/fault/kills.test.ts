// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { allItems, type Desks } from '@wattpass/fleet';
import { organisations } from '@wattpass/launch';
import { readChain, type ChainedTransaction } from '../support/fault/chain.js';
import { loadClients } from '../support/fault/clients.js';
import { ConsortiumOnFabric } from '../support/fault/consortium.js';
import { startLoad, type Load } from '../support/fault/load.js';
import { acknowledgedSince, answeredSince, DOWN_MS, eventually, suffer, type Outage } from '../support/fault/outage.js';
import { raftLeader } from '../support/fault/raft-leader.js';
import { reportOf, tableOf, writeReport } from '../support/fault/report.js';
import { RequestLog } from '../support/fault/request-log.js';
import { batteryOfUser, countRunModes, setRunMode } from '../support/fault/run-modes.js';
import { requireFabric } from '../support/require-fabric.js';

const CLIENTS = 50;
const PATIENCE_MS = 240_000; // a guard as well
const all = organisations.map(({ name }) => name);

/** Everybody but these. */
function allBut(...names: readonly string[]): string[] {
  return all.filter((name) => !names.includes(name));
}

describe('real Fabric under 50 clients, part after part killed', function () {
  this.timeout(900_000); // a guard against hanging, not an assertion
  const log = new RequestLog();
  const outages: Outage[] = [];
  let consortium: ConsortiumOnFabric | undefined;
  let load: Load;
  let desks: Desks;
  let battery: string;
  let chain: ReadonlyMap<string, ChainedTransaction> = new Map();

  const running = (): ConsortiumOnFabric => consortium!;
  const halt = (...organisationNames: readonly string[]): Promise<unknown> =>
    Promise.all(organisationNames.map((name) => running().network.halt(`peer-${name}`)));
  const resume = (...organisationNames: readonly string[]): Promise<unknown> =>
    Promise.all(organisationNames.map((name) => running().network.resume(`peer-${name}`)));

  before(async function () {
    await requireFabric(this);
    consortium = await ConsortiumOnFabric.start();
    desks = await consortium.desks();
    battery = await batteryOfUser(desks);
    load = startLoad(await loadClients(consortium, CLIENTS), log);
    await acknowledgedSince(log, Date.now(), all);
  });

  after(async () => {
    await consortium?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await resume(...all); // what a failed case left down would spoil the next
    }
  });

  it('goes on when the Raft leader is killed', async () => {
    const leader = await raftLeader(running().logDir);
    const outage = await suffer(log, all, {
      name: `Raft leader (${leader})`,
      kill: () => running().network.halt(leader),
      during: (since) => acknowledgedSince(log, since, all),
      restart: () => running().network.resume(leader),
    });
    outages.push(outage);
    assert.notEqual(await raftLeader(running().logDir), leader);
  });

  for (const name of ['producer', 'logistics', 'station', 'recycler']) {
    it(`goes on for everybody else when the peer of ${name} is killed, and for it when the peer is back`, async () => {
      outages.push(
        await suffer(log, all, {
          name: `peer of ${name}`,
          kill: () => halt(name),
          during: (since) => acknowledgedSince(log, since, allBut(name)),
          restart: () => resume(name),
        }),
      );
    });
  }

  it('brings a member the private data that it missed, once the peer that has them is back', async () => {
    const WRITTEN = 3;
    outages.push(
      await suffer(log, allBut('user'), {
        name: 'peer of operator',
        kill: () => halt('operator'),
        during: async (since) => {
          for (let count = 0; count < WRITTEN; count += 1) {
            await setRunMode(desks.user, battery);
          }
          await acknowledgedSince(log, since, allBut('operator'));
        },
        restart: async () => {
          await halt('user'); // the only other member: nobody can give the operator's peer what it missed
          await resume('operator');
        },
      }),
    );
    assert.equal(await countRunModes(desks.operator, battery), 0);
    outages.push(
      await suffer(log, all, {
        name: 'peer of user',
        kill: () => halt('user'),
        during: (since) => acknowledgedSince(log, since, allBut('user')),
        restart: () => resume('user'),
      }),
    );
    await eventually('the missed data', async () => (await countRunModes(desks.operator, battery)) === WRITTEN);
  });

  it('says which part is gone when the chaincode of an organisation is killed, and finds it again', async () => {
    const program = 'chaincode-wattpass-operator';
    outages.push(
      await suffer(log, all, {
        name: 'chaincode of operator',
        kill: () => running().network.halt(program),
        during: async (since) => {
          await answeredSince(log, since, ['operator'], 'CHAINCODE_UNAVAILABLE');
          await acknowledgedSince(log, since, allBut('operator'));
        },
        restart: () => running().network.resume(program),
      }),
    );
  });

  it('goes on when the process of the gateways is killed: what it left is finished by the next', async () => {
    outages.push(
      await suffer(log, all, {
        name: 'gateways',
        kill: () => running().killGateways(),
        restart: () => running().startGateways(),
      }),
    );
  });

  it('writes with two peers down; with three, public writes stop with a clear answer until one is back', async () => {
    const [first, second, third] = ['logistics', 'station', 'recycler'] as const;
    const left = allBut(first, second, third);
    let stopped = { from: 0, to: 0 };
    outages.push(
      await suffer(log, all, {
        name: 'peers of logistics and station, then of recycler',
        kill: () => halt(first, second),
        during: async (twoDown) => {
          await acknowledgedSince(log, twoDown, allBut(first, second));
          await halt(third);
          const threeDown = Date.now();
          await answeredSince(log, threeDown, ['operator', 'user'], 'ENDORSERS_UNAVAILABLE');
          await answeredSince(log, threeDown, ['producer'], 'SAGA_UNFINISHED'); // registers in three steps
          await setRunMode(desks.user, battery); // its own organisation alone endorses a private write
          await pause(DOWN_MS / 2);
          stopped = { from: threeDown, to: Date.now() };
        },
        restart: async () => {
          await resume(first);
          await acknowledgedSince(log, Date.now(), [...left, first]);
          await resume(second, third);
        },
      }),
    );
    const written = log.acknowledged(stopped).filter(({ begunAt }) => begunAt > stopped.from);
    assert.deepEqual(written, [], 'three of six are no majority');
  });

  describe('and in the end', () => {
    before(async () => {
      await load.stop(PATIENCE_MS);
      const reader = await running().reader('user');
      chain = await readChain(reader);
      reader.close();
      const report = reportOf(log, outages, chain, CLIENTS);
      process.stderr.write(`\n${tableOf(report)}\n${writeReport(report)}\n`);
    });

    it('every request has an answer for good, and none was refused', () => {
      assert.deepEqual(log.open(), []);
      assert.deepEqual(
        log.requests.filter(({ outcome }) => outcome?.kind === 'refused'),
        [],
      );
    });

    it('every transaction that was acknowledged is valid in a block of every peer', async () => {
      const acknowledged = log
        .acknowledged()
        .flatMap(({ outcome }) => (outcome?.kind === 'acknowledged' ? outcome.txIds : []));
      assert.ok(acknowledged.length > 0);
      for (const name of all) {
        const reader = await running().reader(name);
        const blocks = await readChain(reader);
        reader.close();
        assert.deepEqual(
          acknowledged.filter((txId) => blocks.get(txId)?.code !== 0),
          [],
          name,
        );
      }
    });

    it('every transaction whose outcome was unknown at first has one', () => {
      const submitted = log.requests.flatMap(({ attempts }) =>
        attempts.flatMap(({ code, txId }) => (code === 'OUTCOME_UNKNOWN' && txId !== undefined ? [txId] : [])),
      );
      assert.deepEqual(
        submitted.filter((txId) => !chain.has(txId)),
        [],
      );
    });

    it('everything asked for was done once', async () => {
      const proposals = await allItems((page) => desks.operator.client.listProposals(page));
      const put = proposals.filter(({ change }) => change.kind === 'setParameters');
      assert.equal(put.length, log.acknowledged().filter(({ kind }) => kind === 'propose').length);
    });

    it('no outbox holds an envelope any more', async () => {
      await running().stopGateways();
      for (const name of all) {
        assert.deepEqual(await running().outboxOf(name), [], name);
      }
    });
  });
});
