// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import {
  chunkToJson,
  chunkTree,
  sampleAt,
  sampleCount,
  sampleProof,
  type ChunkJson,
  type SampleEvidence,
} from '@wattpass/telemetry';
import type { Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { decodeCursor, pageAnswer, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { ChunkArchive, type StoredChunk } from '../store/chunk-archive.js';
import type { ChunkParams, SampleParams } from './telemetry-schemas.js';

/** Gives stored telemetry out, to those whom the ledger lets read a battery's use. */
@Injectable()
export class ChunkReader {
  constructor(
    private readonly contracts: ContractClient,
    private readonly archive: ChunkArchive,
  ) {}

  async list(caller: Caller, batteryId: string, { limit, cursor }: PageQuery): Promise<PageAnswer<StoredChunk>> {
    await this.#requireReader(caller, batteryId);
    const list = `chunks/${batteryId}`;
    const after = Number(decodeCursor(list, cursor) || -1);
    const items = await this.archive.list(batteryId, after, limit + 1);
    const page = items.slice(0, limit);
    return pageAnswer(list, { items: page, bookmark: items.length > limit ? String(page.at(-1)?.chunk) : '' });
  }

  async get(caller: Caller, params: ChunkParams): Promise<ChunkJson> {
    await this.#requireReader(caller, params.batteryId);
    return chunkToJson(await this.archive.read(await this.#find(params)));
  }

  /** One sample with its inclusion proof and the anchor from the ledger. */
  async evidence(caller: Caller, { batteryId, chunk, index }: SampleParams): Promise<SampleEvidence> {
    await this.#requireReader(caller, batteryId);
    const { header, columns } = await this.archive.read(await this.#find({ batteryId, chunk }));
    if (index >= sampleCount(columns)) {
      throw new Problem('NOT_FOUND', `chunk ${chunk} of ${batteryId} has ${sampleCount(columns)} samples`);
    }
    const anchor = await this.contracts.evaluate(caller, 'twin:anchor', { batteryId, chunk });
    const proof = sampleProof(chunkTree({ header, columns }), index);
    return { header, sample: sampleAt(columns, index), proof, anchor };
  }

  /** Samples lie outside the ledger, but who may read them is decided there: by those who may read the use. */
  async #requireReader(caller: Caller, batteryId: string): Promise<void> {
    await this.contracts.evaluate(caller, 'twin:usage', { batteryId });
  }

  async #find({ batteryId, chunk }: ChunkParams): Promise<StoredChunk> {
    const stored = await this.archive.find(batteryId, chunk);
    if (stored === undefined) {
      throw new Problem('NOT_FOUND', `this gateway has no chunk ${chunk} of ${batteryId}`);
    }
    return stored;
  }
}
