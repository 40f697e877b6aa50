// SPDX-License-Identifier: Apache-2.0
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Anchor, Chunk } from '@wattpass/telemetry';
import { decodeChunkFile, encodeChunkFile } from '@wattpass/telemetry/arrow';
import type { ChunkFiles } from './chunk-files.js';
import type { Database } from './database.js';
import { chunks } from './schema.js';

/** A stored chunk, without its samples. `anchorTxId` is the transaction that anchored it. */
export interface StoredChunk {
  readonly batteryId: string;
  readonly chunk: number;
  /** SHA-256 of the file. */
  readonly digest: string;
  readonly root: string;
  readonly samples: number;
  readonly cycle: number;
  readonly startedAt: string;
  readonly anchorTxId: string | undefined;
}

/** The organisation's telemetry: Arrow files, and the index that finds them by battery and chunk. */
export class ChunkArchive {
  constructor(
    private readonly database: Database,
    private readonly files: ChunkFiles,
  ) {}

  /**
   * Keeps a chunk, the file first. One that is not anchored yet may be replaced.
   * @returns the file's SHA-256, or undefined when the chunk is anchored with other content.
   */
  async add(chunk: Chunk, anchor: Anchor): Promise<string | undefined> {
    const digest = await this.files.put(encodeChunkFile(chunk));
    const { cycle, startedAt } = chunk.header;
    const content = { digest, root: anchor.root, samples: anchor.count, cycle, startedAt };
    const kept = await this.database.queries
      .insert(chunks)
      .values({ batteryId: anchor.batteryId, chunk: anchor.chunk, ...content })
      .onConflictDoUpdate({
        target: [chunks.batteryId, chunks.chunk],
        set: content,
        setWhere: sql`${chunks.anchorTxId} IS NULL OR ${chunks.root} = ${anchor.root}`,
      })
      .returning({ digest: chunks.digest });
    return kept[0]?.digest;
  }

  /** Notes the transaction that anchored chunks, unless one is noted. */
  async markAnchored(anchors: readonly Pick<Anchor, 'batteryId' | 'chunk' | 'root'>[], txId: string): Promise<void> {
    for (const { batteryId, chunk, root } of anchors) {
      await this.database.queries
        .update(chunks)
        .set({ anchorTxId: txId })
        .where(and(isChunk(batteryId, chunk), eq(chunks.root, root), isNull(chunks.anchorTxId)));
    }
  }

  async find(batteryId: string, chunk: number): Promise<StoredChunk | undefined> {
    const [row] = await this.database.queries.select().from(chunks).where(isChunk(batteryId, chunk));
    return row && stored(row);
  }

  /** A battery's chunks behind `after`, in their order, `limit` at most. */
  async list(batteryId: string, after: number, limit: number): Promise<StoredChunk[]> {
    const rows = await this.database.queries
      .select()
      .from(chunks)
      .where(and(eq(chunks.batteryId, batteryId), gt(chunks.chunk, after)))
      .orderBy(asc(chunks.chunk))
      .limit(limit);
    return rows.map(stored);
  }

  /** The samples of a stored chunk. */
  async read({ digest }: StoredChunk): Promise<Chunk> {
    return decodeChunkFile(await this.files.get(digest));
  }
}

function isChunk(batteryId: string, chunk: number): ReturnType<typeof and> {
  return and(eq(chunks.batteryId, batteryId), eq(chunks.chunk, chunk));
}

function stored(row: typeof chunks.$inferSelect): StoredChunk {
  const { batteryId, chunk, digest, root, samples, cycle, startedAt } = row;
  return { batteryId, chunk, digest, root, samples, cycle, startedAt, anchorTxId: row.anchorTxId ?? undefined };
}
