// SPDX-License-Identifier: Apache-2.0

import { requireChunkColumns, type SampleColumns } from './columns.js';
import { parseHeader, type ChunkHeader } from './header.js';
import { TelemetryError } from './telemetry-error.js';

/** A stretch of one battery's telemetry: stored as one file, anchored by one root. */
export interface Chunk {
  readonly header: ChunkHeader;
  readonly columns: SampleColumns;
  /** The battery management system's signature over its device statement: ECDSA P-256 with SHA-256, DER, base64. */
  readonly signature?: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * A chunk of checked parts.
 * @throws TelemetryError naming the place and the rule.
 */
export function chunkOf(header: unknown, columns: SampleColumns, signature?: unknown): Chunk {
  const checked = parseHeader(header);
  requireChunkColumns(columns);
  if (signature === undefined) {
    return { header: checked, columns };
  }
  return { header: checked, columns, signature: requireSignature(signature) };
}

function requireSignature(value: unknown): string {
  const rule = 'a DER signature in base64, at most 128 characters';
  if (typeof value !== 'string') {
    throw new TelemetryError('WRONG_TYPE', '/signature', rule);
  }
  if (value.length > 128 || !BASE64.test(value)) {
    throw new TelemetryError('WRONG_FORMAT', '/signature', rule);
  }
  return value;
}
