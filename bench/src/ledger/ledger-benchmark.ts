// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { LedgerKind } from '@wattpass/launch';
import type { Benchmark } from '../benchmark.js';
import { parseFlags, UsageError, wholeNumber } from '../flags.js';
import { startEcho } from './echo.js';
import { round } from './figure.js';
import { startMeasured, type Endorsement } from './measured-ledger.js';
import { measureLedger, type LedgerFigures, type Load } from './measure-ledger.js';
import { rateOf } from './rate.js';

/** `npm run bench -- ledger`. */
export const ledgerBenchmark: Benchmark = {
  usage: '[--ledger devpeer|fabric] [--seconds N] [--clients N] [--warm-up SECONDS] [--endorsement chaincode|channel]',
  run: (args) => {
    const flags = parseFlags(args, {
      ledger: { type: 'string', default: 'devpeer' },
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '40' },
      'warm-up': { type: 'string', default: '60' },
      endorsement: { type: 'string', default: 'chaincode' },
    });
    const { ledger, endorsement } = flags;
    if (endorsement !== 'chaincode' && endorsement !== 'channel') {
      throw new UsageError(`--endorsement: chaincode or channel, not ${endorsement}`);
    }
    if (ledger !== 'devpeer' && ledger !== 'fabric') {
      throw new UsageError(`--ledger: devpeer or fabric, not ${ledger}`);
    }
    return measure(ledger === 'fabric' ? ['fabric', 'devpeer'] : ['devpeer'], endorsement, {
      seconds: wholeNumber('--seconds', flags.seconds, 1, 600),
      clients: wholeNumber('--clients', flags.clients, 1, 500),
      warmUp: wholeNumber('--warm-up', flags['warm-up'], 0, 600),
    });
  },
};

/**
 * Rates of a ledger of six organisations: single submits that a majority endorses (by the chaincodes' own policy, or the
 * channel's), evaluates, the gateway against the bare client, and writes in batches; for real Fabric with those of the embedded
 * peer beside them. The baseline, measured in the same run, is a bare gRPC echo over TLS in another process.
 */
async function measure(kinds: readonly LedgerKind[], endorsement: Endorsement, load: Load): Promise<unknown> {
  const baseline = await echoRate(load);
  const ledgers: Partial<Record<LedgerKind, LedgerFigures>> = {};
  for (const kind of kinds) {
    ledgers[kind] = await measureKind(kind, endorsement, load);
  }
  const { fabric, devpeer } = ledgers;
  return {
    benchmark: 'ledger',
    machine: { cores: availableParallelism(), gigabytes: Math.round(totalmem() / 2 ** 30), node: process.version },
    ...load,
    endorsement,
    organisations: 6,
    baseline: { name: 'bare gRPC echo over TLS', perSecond: round(baseline) },
    ...ledgers,
    ratios: {
      ...Object.fromEntries(
        Object.entries(ledgers).flatMap(([kind, { submits, evaluates, gateway }]) => [
          [`${kind}SubmitsToBaseline`, round(submits.perSecond / baseline)],
          [`${kind}EvaluatesToBaseline`, round(evaluates.perSecond / baseline)],
          [`${kind}GatewayToBare`, gateway.ratioToBare],
        ]),
      ),
      ...(fabric !== undefined && devpeer !== undefined
        ? { devpeerToFabricSubmits: round(devpeer.submits.perSecond / fabric.submits.perSecond) }
        : {}),
    },
  };
}

async function measureKind(kind: LedgerKind, endorsement: Endorsement, load: Load): Promise<LedgerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'wattpass-bench-'));
  try {
    const ledger = await startMeasured(kind, folder, { endorsement });
    process.stderr.write(`${kind}: ready after ${ledger.readySeconds.toFixed(2)} s\n`);
    try {
      return await measureLedger(ledger, folder, load);
    } finally {
      await ledger.running.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function echoRate({ seconds, clients }: Load): Promise<number> {
  const echo = await startEcho();
  try {
    const { perSecond } = await rateOf('gRPC echo', seconds, clients, () => echo.call());
    return perSecond;
  } finally {
    echo.stop();
  }
}
