// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { watchNpm } from './lifeline.mjs';

const program = new URL('../launch/dist/main.js', import.meta.url);
if (!existsSync(program)) {
  console.error('nothing is built yet: run npm ci && npm run build');
  process.exit(1);
}
watchNpm();
const { main } = await import(program.href);
const code = await main(process.argv.slice(2));
process.exit(code); // the runtimes of closed connections would hold the process for a while
