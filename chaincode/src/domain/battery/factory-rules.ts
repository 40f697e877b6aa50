// SPDX-License-Identifier: Apache-2.0

import type { Actor } from '../actor.js';
import { invalidItem } from '../at-item.js';
import { DomainError } from '../errors.js';
import type { Battery } from './battery.js';

/** Factory data are the business of the producer that registered the battery. @throws DomainError FORBIDDEN */
export function requireProducer(actor: Actor, battery: Battery): void {
  if (actor.mspId !== battery.producer) {
    throw new DomainError('FORBIDDEN', `${battery.id} was registered by ${battery.producer}`, {
      producer: battery.producer,
    });
  }
}

/**
 * The ids in the arguments, which everybody can read in the block, must be those of the private payload, in its order.
 * @throws DomainError INVALID_INPUT naming the item.
 */
export function requireSameBatteries(
  named: readonly string[],
  sealed: readonly { readonly batteryId: string }[],
): void {
  for (const [index, batteryId] of named.entries()) {
    if (sealed[index]?.batteryId !== batteryId) {
      throw invalidItem('batteryIds', index, `the private payload has ${sealed[index]?.batteryId ?? 'nothing'} here`);
    }
  }
  if (sealed.length > named.length) {
    throw invalidItem('items', named.length, 'the arguments do not name this battery');
  }
}
