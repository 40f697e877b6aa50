// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Count, Hex256, Instant, z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { Operation } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { WeightArchive, type StoredWeights } from './weight-archive.js';

const OCTETS = 'application/octet-stream';
const bytes = { type: 'string', format: 'binary' };
const weightParams = z.strictObject({ hash: Hex256 });
const purposeQuery = z.strictObject({ purpose: z.enum(['model', 'update']) });
const storedWeightsSchema = z.strictObject({
  hash: Hex256,
  purpose: z.enum(['model', 'update']),
  bytes: Count,
  storedAt: Instant,
});

type Params = z.output<typeof weightParams>;

/** Models and updates as bytes, named by what they hold: the ledger has their hashes, gateways the rest. */
@ApiTags('learning')
@Controller('weights/:hash')
export class WeightsController {
  constructor(private readonly archive: WeightArchive) {}

  @Put()
  @ApiConsumes(OCTETS)
  @ApiBody({ required: true, schema: bytes })
  @Operation({
    id: 'putWeights',
    access: 'account',
    summary: 'Keep a model or an update under its SHA-256',
    answer: storedWeightsSchema,
  })
  put(
    @CurrentCaller() { account }: Caller,
    @Param({ schema: weightParams }) { hash }: Params,
    @Query({ schema: purposeQuery }) { purpose }: z.output<typeof purposeQuery>,
    @Body() content: unknown,
  ): Promise<StoredWeights> {
    if (!(content instanceof Readable)) {
      throw new Problem('UNSUPPORTED_MEDIA_TYPE', `weights are sent as ${OCTETS}`);
    }
    return this.archive.put(account, hash, purpose, content);
  }

  @Get()
  @ApiOkResponse({ description: 'Done', content: { [OCTETS]: { schema: bytes } } })
  @Operation({ id: 'getWeights', access: 'account', summary: 'The bytes of a model or an update' })
  async get(
    @CurrentCaller() { account }: Caller,
    @Param({ schema: weightParams }) { hash }: Params,
  ): Promise<StreamableFile> {
    const { facts, content } = await this.archive.read(account, hash);
    return new StreamableFile(content, { type: OCTETS, length: facts.bytes });
  }

  @Get('description')
  @Operation({
    id: 'describeWeights',
    access: 'account',
    summary: 'What is known of kept weights: what they are for, how long, since when',
    answer: storedWeightsSchema,
  })
  describe(
    @CurrentCaller() { account }: Caller,
    @Param({ schema: weightParams }) { hash }: Params,
  ): Promise<StoredWeights> {
    return this.archive.describe(account, hash);
  }
}
