// SPDX-License-Identifier: Apache-2.0
import { Anchor, BatteryId, Count, DeviceId, Hex256, Instant, items, RecordId, z } from '@wattpass/chaincode/domain';
import { chunkKinds, MAX_SAMPLES } from '@wattpass/telemetry';

const column = z.array(z.int()).min(1).max(MAX_SAMPLES);

const headerSchema = z.strictObject({
  batteryId: BatteryId,
  chunk: Count,
  cycle: Count,
  startedAt: Instant,
  kind: z.enum(chunkKinds).optional(),
});

/** Columns of equal length: ms since the start, µV, µA (negative is discharge), thousandths of a degree Celsius. */
const samplesSchema = z.strictObject({
  timeMs: column,
  microvolts: column,
  microamps: column,
  millicelsius: column,
});

/** Chunks of one or many batteries, each signed by its battery management system. */
export const telemetrySchema = z.strictObject({
  chunks: items(
    z.strictObject({
      header: headerSchema,
      samples: samplesSchema,
      deviceId: DeviceId,
      /** ECDSA P-256 with SHA-256 over the device statement, DER, base64. */
      signature: z.base64().min(8).max(128),
    }),
  ),
});

/** See {@link telemetrySchema}. */
export type Telemetry = z.output<typeof telemetrySchema>;

/** What posting telemetry leaves on the ledger. */
export const telemetryAnswerSchema = z.strictObject({ anchors: z.array(Anchor), usageIds: z.array(RecordId) });

/** See {@link telemetryAnswerSchema}. */
export type TelemetryAnswer = z.output<typeof telemetryAnswerSchema>;

/** A stored chunk in a list. */
export const storedChunkSchema = z.strictObject({
  batteryId: BatteryId,
  chunk: Count,
  digest: Hex256,
  root: Hex256,
  samples: Count,
  cycle: Count,
  startedAt: Instant,
  anchorTxId: z.string().optional(),
});

/** A chunk with its samples, in the form in which it was posted. */
export const chunkSchema = z.strictObject({
  header: headerSchema,
  samples: samplesSchema,
  signature: z.base64().optional(),
});

/** A sample with all that is needed to verify it against the ledger's anchor. */
export const sampleEvidenceSchema = z.strictObject({
  header: headerSchema,
  sample: z.strictObject({
    index: Count,
    timeMs: Count,
    microvolts: z.int(),
    microamps: z.int(),
    millicelsius: z.int(),
  }),
  proof: z.strictObject({ leafIndex: Count, treeSize: Count, path: z.array(Hex256) }),
  anchor: Anchor,
});

/** The chunk that a path names. */
export const chunkParams = z.strictObject({ batteryId: BatteryId, chunk: z.coerce.number().pipe(Count) });

/** See {@link chunkParams}. */
export type ChunkParams = z.output<typeof chunkParams>;

/** The sample that a path names. */
export const sampleParams = chunkParams.extend({ index: z.coerce.number().pipe(Count) });

/** See {@link sampleParams}. */
export type SampleParams = z.output<typeof sampleParams>;
