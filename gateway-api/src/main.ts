// SPDX-License-Identifier: Apache-2.0
import { ConfigError } from './config/config-error.js';
import { loadOptions, usage } from './config/load-options.js';
import { startGateway } from './start-gateway.js';

const BAD_USAGE = 2;

try {
  const { config, followStdin } = loadOptions(process.argv.slice(2), process.env);
  const gateway = await startGateway(config);
  process.stdout.write(`${gateway.organisation}: ${gateway.url}  administrator's key: ${gateway.adminKeyFile}\n`);
  let stopping = false;
  const stop = (): void => {
    if (!stopping) {
      stopping = true;
      void gateway.stop().finally(() => process.exit(0));
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (followStdin) {
    process.stdin.once('end', stop).once('close', stop).resume();
  }
} catch (error) {
  const isUsage = error instanceof ConfigError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${usage}\n` : ''}`);
  process.exit(isUsage ? BAD_USAGE : 1);
}
