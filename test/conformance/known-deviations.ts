// SPDX-License-Identifier: Apache-2.0

/** Cases that do not hold on the embedded peer, each with the reason. One that holds after all has to be taken off. */
export const KNOWN_DEVIATIONS: ReadonlyMap<string, string> = new Map<string, string>();
