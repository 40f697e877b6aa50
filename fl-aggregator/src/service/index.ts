// SPDX-License-Identifier: Apache-2.0
export { coordinatorSteps, killAt, noFault, type FaultPoint } from '../server/fault.js';
export { LinesAndMetrics, unobserved, type Facts, type Observer } from '../server/observer.js';
export { LearningConfig, LearningConfigError, readLearningConfig } from './learning-config.js';
export { startLearningService, type LearningService } from './learning-service.js';
export { serveMetrics, type MetricsServer } from './metrics-server.js';
