// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from '@wattpass/chaincode/domain';
import type { FastifyReply } from 'fastify';
import { Operation } from '../http/operation.js';
import { ReadinessProbe, type Readiness } from './readiness.js';

const liveSchema = z.strictObject({ status: z.literal('live') });
const readySchema = z.strictObject({
  status: z.enum(['ready', 'unready']),
  organisation: z.string(),
  database: z.enum(['up', 'down']),
  ledger: z.enum(['up', 'down']),
  height: z.string().optional(),
});

/** For whoever restarts or routes: `live` asks nobody, `ready` asks database and peer. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly probe: ReadinessProbe) {}

  @Get('live')
  @Operation({ id: 'live', access: 'public', summary: 'The process answers', answer: liveSchema })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Operation({
    id: 'ready',
    access: 'public',
    summary: 'Database and peer answer; 503 with the same body when one does not',
    answer: readySchema,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.probe.check();
    if (readiness.status === 'unready') {
      void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    }
    return readiness;
  }
}
