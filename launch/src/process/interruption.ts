// SPDX-License-Identifier: Apache-2.0

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The end of a run from outside: Ctrl-C, or a signal to npm that npm hands on. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Rejects with {@link Interrupted} when it happens. */
  readonly happened: Promise<never>;
  /** Gives the signals back. */
  dispose(): void;
}

/** Why a run ended early. */
export class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/** Listens for the end. A second signal ends the process at once; children notice and follow. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let reject: (reason: Interrupted) => void = () => undefined;
  const happened = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  happened.catch(() => undefined); // whoever waits for it sees it; nobody has to
  const handlers = signals.map((name) => {
    const handler = (): void => {
      if (controller.signal.aborted) {
        process.exit(exitCodes[name]);
      }
      const reason = new Interrupted(exitCodes[name]);
      controller.abort(reason);
      reject(reason);
    };
    process.on(name, handler);
    return [name, handler] as const;
  });
  const dispose = (): void => {
    for (const [name, handler] of handlers) {
      process.off(name, handler);
    }
  };
  return { signal: controller.signal, happened, dispose };
}
