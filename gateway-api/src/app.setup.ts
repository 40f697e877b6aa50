// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import {
  RequestMethod,
  StandardSchemaValidationPipe,
  type NestApplicationOptions,
  type Provider,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { NestLogger } from './http/nest-logger.js';
import { Problem } from './http/problem.js';
import { ProblemFilter } from './http/problem.filter.js';
import { acceptStreams } from './http/octet-streams.js';
import { requestIdOf, runInRequest } from './http/request-context.js';
import { RouteTable } from './http/route-table.js';
import { fieldErrors } from './http/to-problem.js';

/** The largest body, bytes: a telemetry chunk of 100,000 samples in JSON takes about 4 MB. */
const BODY_LIMIT = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

/** What people, monitors and scanners ask for, outside the versioned interface. */
const unprefixed = [
  '/',
  'openapi.json',
  'health/live',
  'health/ready',
  'problems',
  'problems/:code',
  '01/:gtin/21/:serial',
];

/** The application over its parts, set up alike for the server, for tests and for OpenAPI. Not listening yet. */
export async function createApp(parts: Provider[], logger: Logger): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: requestIdOf,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent: FastifyBaseLogger) => parent, // the request id comes with every line, by the logger's own mixin
    routerOptions: { maxParamLength: 200 },
  });
  prepare(adapter.getInstance<FastifyInstance>(), routes);
  // Nest declares its options as a class and takes literals all the same.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const options: NestApplicationOptions = { logger: new NestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(parts), adapter, options);
  const exclude = unprefixed.map((path) => ({ path, method: RequestMethod.GET }));
  app.setGlobalPrefix('api/v1', { exclude });
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({
      exceptionFactory: (issues) =>
        new Problem('INVALID_INPUT', 'see errors for each place and its rule', { errors: fieldErrors(issues) }),
    }),
  );
  app.useGlobalFilters(new ProblemFilter((path) => routes.methodsAt(path)));
  return app;
}

function prepare(fastify: FastifyInstance, routes: RouteTable): void {
  acceptStreams(fastify);
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      routes.add(each, url);
    }
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    runInRequest(request.id, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, url, status: reply.statusCode, ms }, 'answered');
    done();
  });
}
