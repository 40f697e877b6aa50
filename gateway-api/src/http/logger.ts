// SPDX-License-Identifier: Apache-2.0
import { pino, type DestinationStream, type Logger } from 'pino';
import { logContext } from './request-context.js';

/** What must never reach a log, wherever it turns up. */
const secrets = [
  'apiKey',
  'privateKey',
  'secret',
  'salt',
  'authorization',
  'req.headers.authorization',
  '*.apiKey',
  '*.privateKey',
  '*.secret',
  '*.salt',
];

/** The log of one gateway: JSON lines with the organisation and, inside a request, its id. */
export function createLogger(level: string, organisation: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { organisation },
    redact: { paths: secrets, censor: '[redacted]' },
    mixin: logContext,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
