// SPDX-License-Identifier: Apache-2.0

/** The steps of a coordinator, in their order; between any two of them it may die. */
export const coordinatorSteps = ['open', 'endCommitting', 'collect', 'lay', 'propose', 'conclude', 'deliver'] as const;

/** Called before and after each of {@link coordinatorSteps}. */
export type FaultPoint = (step: (typeof coordinatorSteps)[number], moment: 'before' | 'after') => void;

/** No fault. */
export const noFault: FaultPoint = () => undefined;

/**
 * Kills this process with SIGKILL at one point, as a power cut would; tests show that a round survives it.
 * @param spec `<step>:<before|after>`
 */
export function killAt(spec: string): FaultPoint {
  return (step, moment) => {
    if (`${step}:${moment}` === spec) {
      process.kill(process.pid, 'SIGKILL');
    }
  };
}
