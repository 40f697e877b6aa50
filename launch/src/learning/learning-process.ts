// SPDX-License-Identifier: Apache-2.0
import { LinesAndMetrics, startLearningService, type LearningConfig } from '@wattpass/fl-aggregator/service';
import { serveParent } from '../process/serve-parent.js';

// Hosts the learning services of several organisations side by side. Each calls gateways with its own accounts alone; they
// share nothing but the process.
serveParent((configs: readonly LearningConfig[]) => {
  const services = configs.map((config) =>
    startLearningService(
      config,
      new LinesAndMetrics(`learning ${config.organisation}`, (line) => process.stdout.write(line)),
    ),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.stop()));
  };
  return Promise.resolve({ answer: configs.map(({ organisation }) => organisation), stop });
});
