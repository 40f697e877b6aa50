// SPDX-License-Identifier: Apache-2.0
import { build, reportBuildFailure } from './build.mjs';
import { releaseSignals } from './child.mjs';
import { watchNpm } from './lifeline.mjs';

watchNpm();
const begun = Date.now();
try {
  await build(['launch']);
} catch (error) {
  process.exit(reportBuildFailure(error));
}
console.log(`built (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
const builtAt = Date.now();
releaseSignals();
const { main } = await import('../launch/dist/main.js');
const code = await main(['start', ...process.argv.slice(2)], { builtAt });
process.exit(code); // the runtimes of closed connections would hold the process for a while
