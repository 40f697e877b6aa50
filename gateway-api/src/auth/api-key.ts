// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A fresh API key: 256 random bits behind a prefix that secret scanners can look for. */
export function newApiKey(): string {
  return `wp_${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** What the database keeps of a key. A plain hash is enough for 256 random bits. */
export function apiKeyHash(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}

/** The key in an `Authorization: Bearer wp_…` header. */
export function bearerKey(header: string | undefined): string | undefined {
  return /^Bearer (wp_[A-Za-z0-9_-]{43})$/i.exec(header ?? '')?.[1];
}
