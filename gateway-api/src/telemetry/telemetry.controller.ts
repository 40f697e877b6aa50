// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ChunkJson, SampleEvidence } from '@wattpass/telemetry';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { answered, answerOf, type Answered } from '../http/answer.js';
import { pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { listOf } from '../http/documents.js';
import { Submits } from '../http/ledger-operation.js';
import { Operation } from '../http/operation.js';
import type { StoredChunk } from '../store/chunk-archive.js';
import { ChunkReader } from './chunk-reader.js';
import {
  chunkParams,
  chunkSchema,
  sampleEvidenceSchema,
  sampleParams,
  storedChunkSchema,
  telemetryAnswerSchema,
  telemetrySchema,
  type ChunkParams,
  type SampleParams,
  type Telemetry,
  type TelemetryAnswer,
} from './telemetry-schemas.js';
import { TelemetryService } from './telemetry.service.js';

const batteryParams = chunkParams.pick({ batteryId: true });

/** Samples: taken in from battery management systems, given out with their proofs. */
@ApiTags('telemetry')
@Controller()
export class TelemetryController {
  constructor(
    private readonly telemetry: TelemetryService,
    private readonly reader: ChunkReader,
  ) {}

  @Post('telemetry')
  @Submits('postTelemetry', 'twin:anchorTelemetry', {
    summary: 'Store chunks of telemetry, anchor them and record the use they show',
    answer: answered(telemetryAnswerSchema),
  })
  async post(
    @CurrentCaller() caller: Caller,
    @Body({ schema: telemetrySchema }) body: Telemetry,
  ): Promise<Answered<TelemetryAnswer>> {
    return answerOf(await this.telemetry.post(caller, body));
  }

  @Get('batteries/:batteryId/telemetry')
  @Operation({
    id: 'listChunks',
    transaction: 'twin:usage',
    summary: 'The stored chunks of a battery, in their order',
    answer: listOf(storedChunkSchema),
  })
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batteryParams }) { batteryId }: { batteryId: string },
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<PageAnswer<StoredChunk>> {
    return this.reader.list(caller, batteryId, query);
  }

  @Get('batteries/:batteryId/telemetry/:chunk')
  @Operation({
    id: 'getChunk',
    transaction: 'twin:usage',
    summary: 'A stored chunk with its samples',
    answer: chunkSchema,
  })
  get(@CurrentCaller() caller: Caller, @Param({ schema: chunkParams }) params: ChunkParams): Promise<ChunkJson> {
    return this.reader.get(caller, params);
  }

  @Get('batteries/:batteryId/telemetry/:chunk/samples/:index/proof')
  @Operation({
    id: 'getSampleProof',
    transaction: 'twin:usage',
    summary: 'A sample with its proof and its anchor: all that a verifier needs besides the ledger',
    answer: sampleEvidenceSchema,
  })
  proof(
    @CurrentCaller() caller: Caller,
    @Param({ schema: sampleParams }) params: SampleParams,
  ): Promise<SampleEvidence> {
    return this.reader.evidence(caller, params);
  }
}
