// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organisations, startDevPeerLedger } from '@wattpass/launch';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, wholeNumber } from '../flags.js';
import { BatteryMaker } from './battery-maker.js';
import { cpuMeter } from './cpu-meter.js';
import { startEcho } from './echo.js';
import { enrolledContract } from './enrolled-contract.js';
import { rateOf } from './rate.js';

/** How many batteries one batched transaction registers; each is two keys (the record and its status). */
const BATCH = 250;
const KEYS_PER_BATTERY = 2;

/** `npm run bench -- ledger`. */
export const ledgerBenchmark: Benchmark = {
  usage: '[--seconds N] [--clients N]',
  run: (args) => {
    const { seconds, clients } = parseFlags(args, {
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '40' },
    });
    return measureLedger({
      seconds: wholeNumber('--seconds', seconds, 1, 600),
      clients: wholeNumber('--clients', clients, 1, 500),
    });
  },
};

/**
 * Rates of the embedded peer with six organisations executing: single submits under MAJORITY, evaluates, and writes in
 * batches. The baseline, measured in the same run, is a bare gRPC echo over TLS in another process.
 */
async function measureLedger({ seconds, clients }: { seconds: number; clients: number }): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-bench-'));
  const ledger = await startDevPeerLedger(join(folder, 'ledger'), folder);
  const echo = await startEcho();
  try {
    const contract = await enrolledContract(ledger);
    const cpu = cpuMeter(ledger.pids);
    const batteries = new BatteryMaker();
    await contract.submit('consortium:found', {
      name: 'benchmark',
      members: organisations
        .filter(({ name }) => name !== 'recycler') // a recycler is admitted, never a founder
        .map(({ name, mspId, roles }) => ({ mspId, name, roles: [...roles] })),
    });
    const sample = batteries.registration(1);
    await contract.submit('battery:register', sample.input);

    const baseline = await rateOf('gRPC echo', seconds, clients, () => echo.call());
    const submits = await cpu.during(() =>
      rateOf('submits', seconds, clients, () => contract.submit('battery:register', batteries.registration(1).input)),
    );
    const evaluates = await cpu.during(() =>
      rateOf('evaluates', seconds, clients, () => contract.evaluate('battery:get', { batteryId: sample.ids[0] })),
    );
    const batches = await cpu.during(() =>
      rateOf('batches', seconds, 2, () => contract.submit('battery:register', batteries.registration(BATCH).input)),
    );
    contract.close();

    const writesPerSecond = batches.result * BATCH * KEYS_PER_BATTERY;
    const figure = (perSecond: number, clientShare: number | null): object => ({
      perSecond: round(perSecond),
      ratioToBaseline: round(perSecond / baseline),
      clientCpuShare: clientShare === null ? null : round(clientShare),
    });
    return {
      benchmark: 'ledger',
      ledger: 'devpeer',
      organisations: ledger.organisations.length,
      clients,
      seconds,
      baseline: { name: 'bare gRPC echo over TLS', perSecond: round(baseline) },
      submits: figure(submits.result, submits.ownShare),
      evaluates: figure(evaluates.result, evaluates.ownShare),
      batchedWrites: { ...figure(writesPerSecond, batches.ownShare), keysPerTransaction: BATCH * KEYS_PER_BATTERY },
    };
  } finally {
    echo.stop();
    await ledger.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
