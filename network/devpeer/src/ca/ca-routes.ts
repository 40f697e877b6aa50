// SPDX-License-Identifier: Apache-2.0
import { Body } from './body.js';
import type { CaContext, CaRequest, CaResponse } from './ca-context.js';
import { CaError, CaErrorCode } from './ca-error.js';
import { caInfo } from './ca-info.js';
import { enroll, reenroll } from './enroll.js';
import { getIdentity, listIdentities } from './identities.js';
import { register } from './register.js';
import { generateCrl, revoke } from './revoke.js';

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly handle: (ca: CaContext, request: CaRequest) => CaResponse | Promise<CaResponse>;
}

const ROUTES: readonly Route[] = [
  { path: /^cainfo$/, methods: ['GET', 'POST', 'HEAD'], handle: (ca) => ({ status: 200, result: caInfo(ca) }) },
  { path: /^enroll$/, methods: ['POST'], handle: enroll },
  { path: /^reenroll$/, methods: ['POST'], handle: reenroll },
  { path: /^register$/, methods: ['POST'], handle: register },
  { path: /^revoke$/, methods: ['POST'], handle: revoke },
  { path: /^gencrl$/, methods: ['POST'], handle: generateCrl },
  { path: /^identities$/, methods: ['GET'], handle: listIdentities },
  { path: /^identities\/[^/]+$/, methods: ['GET'], handle: getIdentity },
];

/** Requests may name the authority they mean, in the query or in the body. */
function requireOwnName(ca: CaContext, request: CaRequest): void {
  const query = new URL(request.uri, 'https://localhost').searchParams.get('ca') ?? '';
  const inBody = request.body.length === 0 ? '' : new Body(request.body).text('caname');
  const name = query === '' ? inBody : query;
  if (name !== '' && name !== ca.organization.ca.name) {
    throw new CaError(404, CaErrorCode.caNotFound, `CA '${name}' does not exist`);
  }
}

/** Hands a request to the handler of its path, with or without the prefix `/api/v1`. */
export async function route(ca: CaContext, request: CaRequest): Promise<CaResponse> {
  const path = request.path.replace(/^\/(api\/v1\/)?/, '');
  const found = ROUTES.find((candidate) => candidate.path.test(path));
  if (found === undefined) {
    throw new CaError(404, CaErrorCode.unknown, `There is nothing at ${request.path}`);
  }
  if (!found.methods.includes(request.method)) {
    throw new CaError(405, CaErrorCode.methodNotAllowed, `Method ${request.method} is not allowed`);
  }
  requireOwnName(ca, request);
  return found.handle(ca, request);
}
