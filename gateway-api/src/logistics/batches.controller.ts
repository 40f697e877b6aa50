// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Batch, BatchId, transactions, z, type InputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';

const LIST = 'batches';
const batchParams = z.strictObject({ batchId: BatchId });
const newBatchSchema = transactions['logistics:createBatch'].input;

/** Batteries that travel together. */
@ApiTags('logistics')
@Controller('batches')
export class BatchesController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('createBatch', 'logistics:createBatch', { location: ({ id }: Batch) => `/api/v1/batches/${id}` })
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newBatchSchema }) body: InputOf<'logistics:createBatch'>,
  ): Promise<Answer<'logistics:createBatch'>> {
    return answerOf(await this.contracts.submit(caller, 'logistics:createBatch', body));
  }

  @Get()
  @Lists('listBatches', 'logistics:batches', Batch)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Batch>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'logistics:batches', { limit, bookmark }));
  }

  @Get(':batchId')
  @Reads('getBatch', 'logistics:batch')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: batchParams }) params: z.output<typeof batchParams>,
  ): Promise<Batch> {
    return this.contracts.evaluate(caller, 'logistics:batch', params);
  }
}
