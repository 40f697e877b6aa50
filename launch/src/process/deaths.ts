// SPDX-License-Identifier: Apache-2.0

/** Something that runs and may end without having been asked to. */
interface Mortal {
  readonly died: Promise<string>;
}

/** A part of the running system ended by itself. */
export class DeathError extends Error {
  readonly code = 'PART_DIED';
}

/** Watches whatever runs now, and whatever replaces it. */
export interface DeathWatch {
  watch(mortal: Mortal): void;
  /** Rejects with {@link DeathError} at the first death. */
  readonly happened: Promise<never>;
}

/** A watch over the parts of a run. */
export function watchDeaths(): DeathWatch {
  let reject: (error: DeathError) => void = () => undefined;
  const happened = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  happened.catch(() => undefined); // whoever waits for it sees it; nobody has to
  const watch = ({ died }: Mortal): void => {
    void died.then((why) => {
      reject(new DeathError(why));
    });
  };
  return { watch, happened };
}
