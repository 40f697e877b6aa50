// SPDX-License-Identifier: Apache-2.0
import type { FromChild, ToChild } from './protocol.js';

/** A service at work: what it tells the launcher, and how it ends. */
export interface Service {
  readonly answer: unknown;
  stop(): Promise<void>;
}

/**
 * Makes this process a child of the launcher: starts the service with the launcher's request and ends with it, when
 * told to or when the launcher is gone. A Ctrl-C reaches the whole group of the terminal, so it is left to the launcher.
 */
export function serveParent(start: (request: never) => Promise<Service>): void {
  let service: Service | undefined;
  const end = async (): Promise<void> => {
    try {
      await service?.stop();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  process.once('SIGTERM', () => void end());
  process.once('disconnect', () => void end());
  process.on('message', (message: ToChild) => {
    if (message.kind === 'stop') {
      process.disconnect();
      return;
    }
    start(message.request as never).then(
      (started) => {
        service = started;
        tell({ kind: 'ready', answer: started.answer });
      },
      (error: unknown) => {
        console.error(error);
        tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      },
    );
  });
}

function tell(message: FromChild): void {
  if (process.connected) {
    process.send?.(message);
  }
}
