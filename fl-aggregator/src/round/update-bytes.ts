// SPDX-License-Identifier: Apache-2.0
import type { Exclusion } from '@wattpass/chaincode/domain';

/** What a client commits to: its levels, under the names of the task, the round and itself, so that a copy is told. */
export interface UpdateContent {
  readonly taskId: string;
  readonly round: number;
  readonly clientId: string;
  /** 32 random bytes: without them, a small model's update could be guessed from its hash. */
  readonly salt: Uint8Array;
  readonly levels: Uint32Array;
}

/** Reads as an exclusion's reason why bytes are no update of this round. */
export type UpdateFault = Exclusion['reason'];

const MAGIC = 'wattpass update 1\n';
const SALT_BYTES = 32;

/**
 * The canonical bytes of an update: the format's name; task, round and client as UTF-8 lines; the salt; the levels as
 * little-endian 32-bit words. Their SHA-256 is the commitment.
 */
export function updateBytes({ taskId, round, clientId, salt, levels }: UpdateContent): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(headOf({ taskId, round, clientId }), 'utf8');
  const body = Buffer.alloc(levels.length * 4);
  levels.forEach((level, place) => {
    body.writeUInt32LE(level, 4 * place);
  });
  return new Uint8Array(Buffer.concat([head, salt.subarray(0, SALT_BYTES), body]));
}

/**
 * The levels in revealed bytes, or why they are none of this client's in this round.
 * @param expected Whose bytes they should be, and how many levels of how many bits.
 */
export function levelsOf(
  bytes: Uint8Array,
  expected: Pick<UpdateContent, 'taskId' | 'round' | 'clientId'> & { readonly length: number; readonly bits: number },
): Uint32Array | UpdateFault {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!buffer.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) {
    return 'wrongShape';
  }
  const head = Buffer.from(headOf(expected), 'utf8');
  if (!buffer.subarray(0, head.length).equals(head)) {
    return 'copied';
  }
  const start = head.length + SALT_BYTES;
  if (buffer.length !== start + 4 * expected.length) {
    return 'wrongShape';
  }
  const levels = Uint32Array.from({ length: expected.length }, (_, place) => buffer.readUInt32LE(start + 4 * place));
  return levels.every((level) => level < 2 ** expected.bits) ? levels : 'normTooLarge';
}

function headOf({ taskId, round, clientId }: Pick<UpdateContent, 'taskId' | 'round' | 'clientId'>): string {
  return `${MAGIC}${taskId}\n${round}\n${clientId}\n`;
}
