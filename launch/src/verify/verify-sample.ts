// SPDX-License-Identifier: Apache-2.0
import { transactions } from '@wattpass/chaincode/domain';
import { verifySample as checkEvidence, type SampleEvidence } from '@wattpass/telemetry';
import { verifyAnchorSignature } from '@wattpass/telemetry/signature';
import { createPublicKey } from 'node:crypto';
import type { LedgerReader } from '../chain/ledger-reader.js';

/** Which sample. */
export interface SamplePlace {
  readonly batteryId: string;
  readonly chunk: number;
  readonly index: number;
}

/** What a check found. */
export interface SampleCheck {
  readonly valid: boolean;
  /** One sentence: why it does not hold, or what holds. */
  readonly finding: string;
}

/** What a gateway says of a sample. */
export type StatedSample = Pick<SampleEvidence, 'header' | 'sample' | 'proof'>;

/**
 * Checks a sample against the anchor that the ledger itself holds, and the anchor's signature against the device key
 * that the ledger holds. What the gateway says of anchor and key does not count.
 */
export async function verifySample(
  reader: LedgerReader,
  asked: SamplePlace,
  stated: StatedSample,
): Promise<SampleCheck> {
  const { batteryId, chunk, index } = asked;
  if (stated.header.batteryId !== batteryId || stated.header.chunk !== chunk || stated.sample.index !== index) {
    return { valid: false, finding: 'place: this is another sample than the one asked for' };
  }
  const anchor = transactions['twin:anchor'].output.parse(await reader.evaluate('twin:anchor', { batteryId, chunk }));
  const verdict = checkEvidence({ ...stated, anchor });
  if (!verdict.valid) {
    return { valid: false, finding: `${verdict.reason}: ${verdict.detail}` };
  }
  const { deviceKeys } = transactions['twin:deviceKeys'].output.parse(
    await reader.evaluate('twin:deviceKeys', { batteryId }),
  );
  const enrolled = deviceKeys.find(({ deviceId }) => deviceId === anchor.deviceId);
  const key =
    enrolled && createPublicKey({ key: Buffer.from(enrolled.publicKey, 'base64'), type: 'spki', format: 'der' });
  if (key === undefined || !verifyAnchorSignature(anchor, anchor.signature, key)) {
    return { valid: false, finding: `signature: the anchor is not signed by an enrolled device ${anchor.deviceId}` };
  }
  return {
    valid: true,
    finding: `under root ${anchor.root}, signed by ${anchor.deviceId}, anchored by ${anchor.operator} at ${anchor.anchoredAt}`,
  };
}
