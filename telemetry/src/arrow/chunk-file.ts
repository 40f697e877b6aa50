// SPDX-License-Identifier: Apache-2.0

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  Field,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  Uint32,
} from 'apache-arrow';
import { chunkOf, type Chunk } from '../chunk.js';
import { sampleCount, type SampleColumns } from '../columns.js';
import { TelemetryError } from '../telemetry-error.js';

const FORMAT = 'wattpass/chunk/1';

/** Column names say their unit, for whoever opens the file with another Arrow library. */
const fields = [
  new Field('time_ms', new Uint32(), false),
  new Field('voltage_uv', new Int32(), false),
  new Field('current_ua', new Int32(), false),
  new Field('temperature_mc', new Int32(), false),
];

/**
 * A chunk as an Apache Arrow IPC file. The schema's metadata hold `format`, `header` (JSON) and, if there is one,
 * `signature`. The same chunk always gives the same bytes.
 */
export function encodeChunkFile(chunk: Chunk): Uint8Array {
  const { header, columns, signature } = chunk;
  const metadata = new Map([
    ['format', FORMAT],
    ['header', JSON.stringify(header)],
  ]);
  if (signature !== undefined) {
    metadata.set('signature', signature);
  }
  const schema = new Schema(fields, metadata);
  const children = [
    makeData({ type: new Uint32(), data: columns.timeMs }),
    ...[columns.microvolts, columns.microamps, columns.millicelsius].map((data) =>
      makeData({ type: new Int32(), data }),
    ),
  ];
  const data = makeData({ type: new Struct(fields), length: sampleCount(columns), nullCount: 0, children });
  return RecordBatchFileWriter.writeAll(new Table(schema, [new RecordBatch(schema, data)])).toUint8Array(true);
}

/**
 * The chunk in an Arrow file written by {@link encodeChunkFile} or by any writer of the same schema and metadata.
 * @throws TelemetryError WRONG_FILE if the bytes are no such file; otherwise as `chunkFromJson`.
 */
export function decodeChunkFile(bytes: Uint8Array): Chunk {
  const table = readTable(bytes);
  const metadata = table.schema.metadata;
  if (metadata.get('format') !== FORMAT) {
    throw new TelemetryError('WRONG_FILE', '', `an Arrow file with metadata format ${FORMAT}`);
  }
  const columns: SampleColumns = {
    timeMs: Uint32Array.from(columnOf(table, 0)),
    microvolts: Int32Array.from(columnOf(table, 1)),
    microamps: Int32Array.from(columnOf(table, 2)),
    millicelsius: Int32Array.from(columnOf(table, 3)),
  };
  return chunkOf(parseMetadata(metadata.get('header')), columns, metadata.get('signature'));
}

/** The name a stored file goes by: SHA-256 of its bytes, in lower-case hex. */
export function contentAddress(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

function readTable(bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    throw new TelemetryError('WRONG_FILE', '', 'an Apache Arrow IPC file', { cause });
  }
}

function columnOf(table: Table, place: number): Int32Array | Uint32Array {
  const field = fields[place];
  const column = field === undefined ? null : table.getChild(field.name);
  const values: unknown = column?.toArray();
  const rightType = place === 0 ? values instanceof Uint32Array : values instanceof Int32Array;
  if (column === null || column.nullCount > 0 || !rightType) {
    throw new TelemetryError('WRONG_FILE', `/samples/${field?.name ?? place}`, 'a 32-bit integer column without nulls');
  }
  return values as Int32Array | Uint32Array;
}

function parseMetadata(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (cause) {
    throw new TelemetryError('WRONG_FILE', '/header', 'metadata entry header with the JSON of the header', { cause });
  }
}
