// SPDX-License-Identifier: Apache-2.0
import { ConfigError } from './config/config-error.js';
import { loadOptions, usage } from './config/load-options.js';
import { startGateway } from './start-gateway.js';

const BAD_USAGE = 2;

try {
  const gateway = await startGateway(loadOptions(process.argv.slice(2), process.env));
  process.stdout.write(`${gateway.organisation}: ${gateway.url}  administrator's key: ${gateway.adminKeyFile}\n`);
  const stop = (): void => {
    void gateway.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  watchParent(stop);
} catch (error) {
  const isUsage = error instanceof ConfigError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${usage}\n` : ''}`);
  process.exit(isUsage ? BAD_USAGE : 1);
}

/** A parent that hands us a pipe as standard input wants us gone when it goes, however it goes. */
function watchParent(stop: () => void): void {
  if (process.env['WATTPASS_PARENT_PIPE'] === '1') {
    process.stdin.on('end', stop).on('close', stop).resume();
  }
}
