// SPDX-License-Identifier: Apache-2.0
import { HttpException } from '@nestjs/common';
import { CertificateAuthorityError } from '../fabric/certificate-authority.js';
import { FabricError } from '../fabric/fabric-error.js';
import { Problem, type FieldError, type GatewayErrorCode, type ProblemCode } from './problem.js';

const httpCodes: Readonly<Record<number, ProblemCode>> = {
  400: 'MALFORMED_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Any exception as a problem: the one place where the errors of all boundaries meet HTTP. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (error instanceof FabricError) {
    return fromFabric(error);
  }
  if (error instanceof CertificateAuthorityError) {
    return new Problem(error.code, error.message, { cause: error });
  }
  const status = statusOf(error);
  const code = status === undefined ? undefined : httpCodes[status];
  if (code !== undefined) {
    return new Problem(code, (error as Error).message, { cause: error });
  }
  return new Problem('INTERNAL', 'an unexpected error; the log has it under the request id', { cause: error });
}

/** What a schema finds; of unknown fields zod tells the names in `keys` and only their object in `path`. */
interface Issue {
  readonly path?: readonly unknown[] | undefined;
  readonly message: string;
  readonly keys?: readonly string[];
}

/** Issues of a schema as field errors, one for each place. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap(({ path = [], message, keys = [] }) => {
    const places = keys.length === 0 ? [path] : keys.map((key) => [...path, key]);
    return places.map((place) => ({ pointer: jsonPointer(place), rule: message }));
  });
}

/** A JSON pointer (RFC 6901) from path segments, as keys or as the standard schema's `{ key }`. */
export function jsonPointer(path: readonly unknown[]): string {
  return path
    .map((segment) => (typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment))
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function fromFabric(error: FabricError): Problem {
  const { txId, data } = error.facts;
  const { issues, ...rest } = data ?? {};
  return new Problem(error.code, error.detail, {
    ...(Array.isArray(issues) ? { errors: issues as FieldError[] } : {}),
    ...(txId === undefined ? {} : { txId }),
    data: rest,
    cause: error,
  });
}

/** The status of an error by Nest or Fastify that is the client's fault. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) {
    return error.getStatus();
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** A gateway's own refusal, thrown where it is found. */
export function refuse(code: GatewayErrorCode | 'FORBIDDEN' | 'NOT_FOUND', detail: string): never {
  throw new Problem(code, detail);
}
