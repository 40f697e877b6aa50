// SPDX-License-Identifier: Apache-2.0

export { chunkOf, type Chunk } from './chunk.js';
export { chunkFromJson, chunkToJson, type ChunkJson } from './chunk-json.js';
export { anchorOf, chunkTree, leafData, sampleProof, type Anchor, type SampleProof } from './chunk-tree.js';
export {
  columnsFromDecimals,
  columnsFromNumbers,
  MAX_SAMPLES,
  sampleAt,
  sampleCount,
  type DecimalColumns,
  type NumberColumns,
  type SampleColumns,
} from './columns.js';
export { scaledInteger } from './decimal.js';
export { DEVICE_STATEMENT_TYPE, deviceStatement } from './device-statement.js';
export { chunkKinds, encodeHeader, headerDigest, parseHeader, type ChunkHeader, type ChunkKind } from './header.js';
export {
  HASH_BYTES,
  inclusionPath,
  leafHash,
  merkleRoot,
  merkleTree,
  nodeHash,
  rootOfPath,
  type MerkleTree,
} from './merkle-tree.js';
export {
  decodeSample,
  encodeSample,
  quantities,
  SAMPLE_BYTES,
  sampleRanges,
  type Quantity,
  type Sample,
} from './sample.js';
export { TelemetryError, type TelemetryErrorCode } from './telemetry-error.js';
export { verifySample, type SampleEvidence, type SampleRefusal, type SampleVerdict } from './verify-sample.js';
