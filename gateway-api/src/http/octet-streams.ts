// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

/** Where bodies are bytes. */
const BYTES_AT = /^\/api\/v1\/weights\//;

/** Hands bodies of bytes to their routes as streams: read as they come, and counted there. Elsewhere bodies are JSON. */
export function acceptStreams(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('application/octet-stream', (request, payload, done) => {
    if (BYTES_AT.test(request.url)) {
      done(null, payload);
    } else {
      done(new Problem('UNSUPPORTED_MEDIA_TYPE', 'this resource takes application/json'));
    }
  });
}
