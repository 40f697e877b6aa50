// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';

const RENEWED_SHARE = 1 / 4;

/** Whether less than a quarter of a certificate's time is left. One that has expired cannot be renewed, only replaced. */
export function isDueForRenewal(certificatePem: string, now: Date): boolean {
  const { validFrom, validTo } = new X509Certificate(certificatePem);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  const left = to - now.getTime();
  return left > 0 && left < (to - from) * RENEWED_SHARE;
}
