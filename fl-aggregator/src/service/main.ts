// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { killAt } from '../server/fault.js';
import { LinesAndMetrics } from '../server/observer.js';
import { LearningConfigError, readLearningConfig } from './learning-config.js';
import { startLearningService } from './learning-service.js';
import { serveMetrics } from './metrics-server.js';

const BAD_USAGE = 2;
const usage = 'npm start -w fl-aggregator -- --config FILE [--follow-stdin]';

try {
  const { values } = parseArgs({ options: { config: { type: 'string' }, 'follow-stdin': { type: 'boolean' } } });
  if (values.config === undefined) {
    throw new LearningConfigError('--config: a file is needed');
  }
  const config = readLearningConfig(values.config);
  const observer = new LinesAndMetrics(`learning ${config.organisation}`, (line) => process.stdout.write(line));
  const metrics = await serveMetrics(config.port, () => observer.text());
  const fault = process.env['WATTPASS_LEARNING_FAULT'];
  const service = startLearningService(config, observer, fault === undefined ? undefined : killAt(fault));
  observer.note('at work', { metrics: metrics.url, gateway: config.gateway.url });
  let stopping = false;
  const stop = (): void => {
    if (!stopping) {
      stopping = true;
      void Promise.all([service.stop(), metrics.stop()]).finally(() => process.exit(0));
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (values['follow-stdin'] === true) {
    process.stdin.once('end', stop).once('close', stop).resume();
  }
} catch (error) {
  const isUsage =
    error instanceof LearningConfigError || (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${usage}\n` : ''}`);
  process.exit(isUsage ? BAD_USAGE : 1);
}
