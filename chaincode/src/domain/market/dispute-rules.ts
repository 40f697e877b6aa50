// SPDX-License-Identifier: Apache-2.0

import type { Member } from '../consortium/member.js';
import { compareInstants } from '../instant.js';
import { agreedBy } from '../wallet/ruling-rules.js';
import type { Dispute, EnergyRuling } from './dispute.js';

/** What a dispute means for its order now. */
export interface Contested {
  /** Whether it still waits for the members. */
  readonly disputed: boolean;
  /** The Wh that they agreed on. */
  readonly ruledWh?: number;
}

/** How a dispute stands: by what two thirds of the active members hold, or decided for the reading when its time is over. */
export function standOf(
  dispute: Dispute | undefined,
  rulings: readonly EnergyRuling[],
  members: readonly Member[],
  now: string,
): Contested {
  if (dispute === undefined) {
    return { disputed: false };
  }
  const { agreed } = agreedBy(
    rulings.map(({ mspId, meteredWh }) => ({ mspId, value: String(meteredWh) })),
    members,
  );
  return agreed === undefined
    ? { disputed: compareInstants(now, dispute.until) < 0 }
    : { disputed: false, ruledWh: Number(agreed) };
}
