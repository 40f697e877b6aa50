// SPDX-License-Identifier: Apache-2.0
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemDocument, problemKinds, Problem } from './problem.js';
import { toProblem } from './to-problem.js';

const RETRY_AFTER_SECONDS = '1';

/** Answers every exception as `application/problem+json`, and logs the ones that are not the caller's. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param allowedMethods the methods that exist at a path, for 405 and its Allow header */
  constructor(private readonly allowedMethods: (path: string) => readonly string[]) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const path = request.url.split('?')[0] ?? request.url;
    const problem = this.#methodProblem(toProblem(exception), request, path, reply);
    const { status, retryable } = problemKinds[problem.code];
    if (status >= 500) {
      request.log.error({ err: problem.facts.cause ?? problem, code: problem.code }, problem.detail);
    }
    if (status === 401) {
      void reply.header('WWW-Authenticate', 'Bearer');
    }
    if (retryable === true) {
      void reply.header('Retry-After', RETRY_AFTER_SECONDS);
    }
    void reply
      .status(status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemDocument(problem, path, request.id)));
  }

  /** An unknown route whose path has other methods is no unknown path. */
  #methodProblem(problem: Problem, request: FastifyRequest, path: string, reply: FastifyReply): Problem {
    if (problem.code !== 'NOT_FOUND' || !request.is404) {
      return problem;
    }
    const allowed = this.allowedMethods(path);
    if (allowed.length === 0) {
      return new Problem('NOT_FOUND', `nothing is at ${path}`);
    }
    void reply.header('Allow', allowed.join(', '));
    return new Problem('METHOD_NOT_ALLOWED', `${path} takes ${allowed.join(', ')}`);
  }
}
