// SPDX-License-Identifier: Apache-2.0

import { chunkOf, type Chunk } from './chunk.js';
import { columnsFromNumbers, type NumberColumns } from './columns.js';
import type { ChunkHeader } from './header.js';
import { requireKnownFields } from './known-fields.js';
import { quantities } from './sample.js';
import { TelemetryError } from './telemetry-error.js';

/** A chunk as REST carries it: its columns as arrays of integers; a sample's index is its place. */
export interface ChunkJson {
  readonly header: ChunkHeader;
  readonly samples: NumberColumns;
  readonly signature?: string;
}

/** The JSON form of a chunk. */
export function chunkToJson(chunk: Chunk): ChunkJson {
  const { header, columns, signature } = chunk;
  const samples = {
    timeMs: Array.from(columns.timeMs),
    microvolts: Array.from(columns.microvolts),
    microamps: Array.from(columns.microamps),
    millicelsius: Array.from(columns.millicelsius),
  };
  return signature === undefined ? { header, samples } : { header, samples, signature };
}

/**
 * Reads a chunk out of unknown JSON; unknown fields are refused.
 * @throws TelemetryError with the JSON pointer and the rule of the first offending place.
 */
export function chunkFromJson(value: unknown): Chunk {
  const fields = requireKnownFields(value, '', ['header', 'samples'], ['signature']);
  const samples = requireKnownFields(fields['samples'], '/samples', quantities);
  for (const quantity of quantities) {
    if (!Array.isArray(samples[quantity])) {
      throw new TelemetryError('WRONG_TYPE', `/samples/${quantity}`, 'an array of integers');
    }
  }
  return chunkOf(fields['header'], columnsFromNumbers(samples as NumberColumns), fields['signature']);
}
