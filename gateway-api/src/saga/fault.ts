// SPDX-License-Identifier: Apache-2.0

/** Called around every step of every saga, with the step's full name `<saga>/<step>`. */
export type FaultPoint = (step: string, moment: 'before' | 'after') => void;

/** No fault. */
export const noFault: FaultPoint = () => undefined;

/**
 * Kills this process with SIGKILL at one point, as a power cut would; tests show that a saga survives it.
 * @param spec `<saga>/<step>:<before|after>`; `after` is between the commit and the note of it in the outbox.
 */
export function killAt(spec: string): FaultPoint {
  return (step, moment) => {
    if (`${step}:${moment}` === spec) {
      process.kill(process.pid, 'SIGKILL');
    }
  };
}
