// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build, reportBuildFailure, root } from './build.mjs';
import { run } from './child.mjs';
import { watchNpm } from './lifeline.mjs';

/** The tiers, cheap ones first. A tier without tests is left out. */
const tiers = ['unit', 'contract', 'architecture', 'property', 'integration', 'conformance', 'fault', 'network'];

const ledgers = ['devpeer', 'fabric'];

/** Tiers whose files share nothing with each other run several files at once: what one waits for, another uses. */
const sideBySide = ['unit', 'contract', 'property', 'integration'];

/** Each of these files may run a whole consortium of its own, of more than a gigabyte. */
const MOST_AT_ONCE = 4;

/** Integration tests of the embedded peer itself: with another ledger they would try nothing of it. */
const embeddedPeerOnly = /^devpeer/;

const usage = `Usage: npm test [-- TIER... [--grep PATTERN] [--ledger ${ledgers.join('|')}]]   tiers: ${tiers.join(', ')}
  --ledger   what the integration tests run on; devpeer by default, fabric needs its programs on PATH or in FABRIC_BIN`;

/** Reads the command line. @throws Error naming the argument and the rule. */
function readArguments(args) {
  const options = { grep: { type: 'string' }, ledger: { type: 'string', default: 'devpeer' } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (!ledgers.includes(values.ledger)) {
    throw new Error(`--ledger: ${ledgers.join(' or ')}, not ${values.ledger}`);
  }
  const unknown = positionals.find((tier) => !tiers.includes(tier));
  if (unknown !== undefined) {
    throw new Error(`${unknown}: no such tier`);
  }
  return { chosen: positionals.length === 0 ? tiers : tiers.filter((tier) => positionals.includes(tier)), ...values };
}

/** The compiled tests of a tier, by their sources: what an earlier build left behind is not run. */
function testsOf(tier) {
  const folder = join(root, 'test', tier);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join('test/dist', tier, file.replace(/\.ts$/, '.js')));
}

/** How mocha is told to run a tier: on real Fabric files follow one another, since one network fills a machine. */
function filesAtOnce(tier, ledger) {
  const files = sideBySide.includes(tier) && ledger === 'devpeer' ? Math.min(availableParallelism(), MOST_AT_ONCE) : 1;
  return files > 1 ? ['--parallel', `--jobs=${files}`] : [];
}

/** Whether a test has nothing to do on real Fabric; says so in the run's last lines. */
function isLeftOut(tier, file, remarks) {
  const name = relative(join('test/dist', tier), file);
  const leftOut = tier === 'integration' && embeddedPeerOnly.test(name);
  if (leftOut) {
    appendFileSync(
      remarks,
      `${tier}/${name}: did not run: it tests the embedded peer itself, and the ledger is real Fabric\n`,
    );
  }
  return leftOut;
}

/** Runs one tier in a process of its own. One that dies without a count is one failure. */
async function runTier(tier, tests, { grep, ledger, remarks, scratch }) {
  const counts = join(scratch, `${tier}.json`);
  console.log(`\n== ${tier}`);
  const code = await run(
    process.execPath,
    [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      '--node-option=enable-source-maps',
      '--forbid-only',
      '--timeout=20000', // a guard against hanging, not an assertion: a busy machine is slow
      '--exit',
      ...filesAtOnce(tier, ledger),
      `--reporter=${join(root, 'scripts/tier-reporter.cjs')}`,
      `--reporter-option=counts=${counts}`,
      ...(grep === undefined ? [] : [`--grep=${grep}`]),
      ...tests,
    ],
    { cwd: root, env: { ...process.env, WATTPASS_TEST_REMARKS: remarks, WATTPASS_TEST_LEDGER: ledger } },
  );
  if (!existsSync(counts)) {
    return { passes: 0, failures: 1, pending: 0, failed: [`the tier ended without a result (exit code ${code})`] };
  }
  const counted = JSON.parse(readFileSync(counts, 'utf8'));
  return code !== 0 && counted.failures === 0
    ? { ...counted, failures: 1, failed: [`the tier ended with exit code ${code}`] }
    : counted;
}

async function runTiers({ chosen, grep, ledger }) {
  const total = { passes: 0, failures: 0, pending: 0 };
  const lines = [];
  const failed = [];
  const scratch = mkdtempSync(join(tmpdir(), 'wattpass-test-'));
  const remarks = join(scratch, 'remarks'); // what tests want said in the run's last lines
  try {
    for (const tier of chosen) {
      const tests = testsOf(tier).filter((file) => !(ledger === 'fabric' && isLeftOut(tier, file, remarks)));
      if (tests.length === 0) {
        continue;
      }
      const begun = Date.now();
      const counted = await runTier(tier, tests, { grep, ledger, remarks, scratch });
      for (const kind of Object.keys(total)) {
        total[kind] += counted[kind];
      }
      failed.push(...counted.failed.map((test) => `${tier}: ${test}`));
      lines.push(`${tier.padEnd(14)}${summary(counted).padEnd(40)}${((Date.now() - begun) / 1000).toFixed(1)} s`);
    }
    lines.push(...(existsSync(remarks) ? [`\n${readFileSync(remarks, 'utf8').trimEnd()}`] : []));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(`\n${lines.join('\n')}`);
  if (failed.length > 0) {
    console.log(`\nfailed:\n${failed.map((test) => `  ${test}`).join('\n')}`);
  }
  return total;
}

function summary({ passes, failures, pending }) {
  return `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`;
}

watchNpm();
let chosen;
try {
  chosen = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}
try {
  await build();
} catch (error) {
  reportBuildFailure(error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const total = await runTiers(chosen);
console.log(summary(total));
process.exitCode = total.failures > 0 || total.passes === 0 ? 1 : 0;
