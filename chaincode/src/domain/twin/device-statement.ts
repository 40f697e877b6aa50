// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import type { NewAnchor } from './anchor.js';

/**
 * The text whose UTF-8 a battery's BMS signs for a chunk of telemetry. It must be byte for byte what devices sign; a
 * test holds it together with the telemetry package, of which a chaincode package can import nothing.
 */
export function deviceStatement({ batteryId, chunk, count, root }: Omit<NewAnchor, 'deviceId' | 'signature'>): string {
  return canonicalJson({ batteryId, chunk, count, root, type: 'wattpass/anchor/1' });
}
