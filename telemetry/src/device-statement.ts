// SPDX-License-Identifier: Apache-2.0

import type { Anchor } from './chunk-tree.js';

/** Names the statement, so that a signature over it can be mistaken for no other. */
export const DEVICE_STATEMENT_TYPE = 'wattpass/anchor/1';

/**
 * The bytes a battery management system signs for a chunk: the UTF-8 of canonical JSON (sorted keys, no white space)
 * with `batteryId`, `chunk`, `count`, `root` and `type`. It holds only what the ledger's anchor holds, so a contract can
 * check the signature; cycle, start and kind are bound through the root.
 */
export function deviceStatement(anchor: Anchor): Uint8Array {
  const { batteryId, chunk, count, root } = anchor;
  return new TextEncoder().encode(JSON.stringify({ batteryId, chunk, count, root, type: DEVICE_STATEMENT_TYPE }));
}
