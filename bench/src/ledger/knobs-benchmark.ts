// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningLedger } from '@wattpass/launch';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError, wholeNumber } from '../flags.js';
import { BatteryMaker } from './battery-maker.js';
import { cpuMeter } from './cpu-meter.js';
import { enrolledContract } from './enrolled-contract.js';
import { figure, round, type Figure } from './figure.js';
import { knobs, type Knob } from './knobs.js';
import { foundConsortium } from './measure-ledger.js';
import { startMeasured } from './measured-ledger.js';
import { rateOf } from './rate.js';

const DEFAULT_CLIENTS = 40;
/** How many settings are held to one network with the defaults. */
const TO_ONE_DEFAULT = 3;
const IDLE_MS = 4_000;
const defaults: Knob = { name: 'defaults', change: '' };
const BLIND = { keys: 500, size: 200, inFlight: 4 };

/** What one setting does. */
interface Trial {
  readonly submits: Figure;
  readonly blind: Figure;
  readonly evaluates: Figure;
  /** Processors that the network keeps busy while nobody calls. */
  readonly idleCores: number | undefined;
}

/** `npm run bench -- knobs`. */
export const knobsBenchmark: Benchmark = {
  usage: '[--seconds N] [--only NAME,NAME]',
  run: (args) => {
    const { seconds, only } = parseFlags(args, {
      seconds: { type: 'string', default: '8' },
      only: { type: 'string', default: knobs.map(({ name }) => name).join() },
    });
    const names = only.split(',');
    const unknown = names.find((name) => !knobs.some((knob) => knob.name === name));
    if (unknown !== undefined) {
      throw new UsageError(`--only: some of ${knobs.map(({ name }) => name).join(', ')}, not ${unknown}`);
    }
    return tryKnobs(
      knobs.filter(({ name }) => names.includes(name)),
      wholeNumber('--seconds', seconds, 1, 600),
    );
  },
};

/**
 * Tries settings of real Fabric. What a client sets is tried on one network, everything else on networks of its own, three
 * of them to one with the defaults that ran just before: the ratio of the two is what the setting does.
 */
async function tryKnobs(chosen: readonly Knob[], seconds: number): Promise<unknown> {
  const ofClients = chosen.filter(({ settings }) => settings === undefined);
  const results = ofClients.length === 0 ? [] : await onNetwork(defaults, (one) => compare(ofClients, seconds, one));
  const others = chosen.filter(({ settings }) => settings !== undefined);
  for (let place = 0; place < others.length; place += TO_ONE_DEFAULT) {
    results.push(...(await compare(others.slice(place, place + TO_ONE_DEFAULT), seconds)));
  }
  return { benchmark: 'knobs', ledger: 'fabric', seconds, baseline: { name: 'the defaults, just before' }, results };
}

/** Tries the defaults and then each knob, on one running network or on one each. */
async function compare(chosen: readonly Knob[], seconds: number, one?: RunningLedger): Promise<object[]> {
  const run = (knob: Knob): Promise<Trial> =>
    one === undefined ? onNetwork(knob, (ledger) => trial(ledger, knob, seconds)) : trial(one, knob, seconds);
  const before = await run(defaults);
  const results: object[] = [];
  for (const knob of chosen) {
    const result = { knob: knob.name, change: knob.change, ...ratiosOf(await run(knob), before) };
    process.stderr.write(`${JSON.stringify(result)}\n`);
    results.push(result);
  }
  return results;
}

function ratiosOf(after: Trial, before: Trial): object {
  const ratio = (of: (trial: Trial) => number | undefined): number | undefined => {
    const [one, other] = [of(after), of(before)];
    return one === undefined || other === undefined || other === 0 ? undefined : round(one / other);
  };
  return {
    submits: ratio(({ submits }) => submits.perSecond),
    submitsCpu: ratio(({ submits }) => submits.cpuMillisPerCall?.all),
    latency: ratio(({ submits }) => submits.p50),
    evaluates: ratio(({ evaluates }) => evaluates.perSecond),
    blindWrites: ratio(({ blind }) => blind.perSecond),
    idleCpu: ratio(({ idleCores }) => idleCores),
    defaultSubmits: before.submits.perSecond,
    othersShare: [before.submits.othersShare, after.submits.othersShare],
  };
}

async function onNetwork<T>({ settings }: Knob, work: (ledger: RunningLedger) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-knobs-'));
  try {
    const { running } = await startMeasured('fabric', folder, settings);
    try {
      const contract = await enrolledContract(running);
      await foundConsortium(contract);
      contract.close();
      return await work(running);
    } finally {
      await running.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function trial(
  running: RunningLedger,
  { name, client, clients = DEFAULT_CLIENTS }: Knob,
  seconds: number,
): Promise<Trial> {
  const contract = await enrolledContract(running, { signer: 'native', connections: 1, ...client });
  const batteries = new BatteryMaker();
  const sample = batteries.registration(1);
  await contract.submit('battery:register', sample.input);
  const cpu = cpuMeter({ chaincode: running.pids });
  const submit = (): Promise<unknown> => contract.submit('battery:register', batteries.registration(1).input);
  const evaluate = (): Promise<unknown> => contract.evaluate('battery:get', { batteryId: sample.ids[0] });
  const write = (): Promise<unknown> => contract.blind('write', { prefix: randomUUID(), ...BLIND });
  await rateOf(`${name}, warming up`, seconds / 2, clients, submit);
  const submits = figure(await cpu.during(() => rateOf(`${name}, submits`, seconds, clients, submit)));
  const evaluates = figure(await cpu.during(() => rateOf(`${name}, evaluates`, seconds / 2, clients, evaluate)));
  const blind = figure(await cpu.during(() => rateOf(`${name}, blind`, seconds / 2, BLIND.inFlight, write)));
  const idle = await cpu.during(() => pause(IDLE_MS));
  contract.close();
  const own = Object.entries(idle.cpu ?? {}).filter(([part]) => part !== 'others');
  const idleSeconds = own.reduce((sum, [, each]) => sum + each, 0);
  return { submits, evaluates, blind, idleCores: idle.cpu === undefined ? undefined : (idleSeconds * 1000) / IDLE_MS };
}
