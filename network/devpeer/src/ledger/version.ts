// SPDX-License-Identifier: Apache-2.0

/** Where a key was last written: the block's number and the transaction's index in it. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** Whether two versions name the same write; two absent versions (a key that does not exist) are the same. */
export function sameVersion(a: Version | undefined, b: Version | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.block === b.block && a.tx === b.tx;
}

/** The order of writes on the ledger: negative when `a` came before `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a.block === b.block ? a.tx - b.tx : a.block - b.block;
}

/** A version as Fabric prints it in error messages. */
export function formatVersion(version: Version | undefined): string {
  return version === undefined ? '<nil>' : `{BlockNum: ${version.block}, TxNum: ${version.tx}}`;
}

/**
 * A version in Fabric's order-preserving varint form (a length byte, then the big-endian number without leading
 * zeroes, for block and transaction), as it enters the commit hash.
 */
export function versionBytes(version: Version): Uint8Array {
  return Buffer.concat([orderPreservingVarint(version.block), orderPreservingVarint(version.tx)]);
}

function orderPreservingVarint(value: number): Uint8Array {
  const bigEndian = Buffer.alloc(8);
  bigEndian.writeBigUInt64BE(BigInt(value));
  const start = bigEndian.findIndex((byte) => byte !== 0);
  const significant = start < 0 ? bigEndian.subarray(8) : bigEndian.subarray(start);
  return Buffer.concat([Uint8Array.of(significant.length), significant]);
}
