// SPDX-License-Identifier: Apache-2.0

import type { z } from 'zod';
import { DomainError } from '../domain/errors.js';

/** The most a transaction's input may hold, bytes of UTF-8. Larger ones would slow every later block. */
const MAX_INPUT_BYTES = 2 * 1024 * 1024;

/** Reads and checks JSON. @throws DomainError INVALID_INPUT naming every offending place as a JSON pointer. */
export function parseJson(schema: z.ZodType, text: string): unknown {
  if (Buffer.byteLength(text) > MAX_INPUT_BYTES) {
    throw invalid([{ pointer: '', rule: `at most ${MAX_INPUT_BYTES} bytes` }]);
  }
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.slice(0, 20).map((issue) => ({ pointer: pointerOf(issue.path), rule: issue.message })),
    );
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid([{ pointer: '', rule: 'must be JSON' }]);
  }
}

function invalid(issues: readonly { pointer: string; rule: string }[]): DomainError {
  const [first] = issues;
  return new DomainError('INVALID_INPUT', `${first?.pointer ?? ''}: ${first?.rule ?? ''}`, { issues });
}

/** A JSON pointer (RFC 6901) to a place in the input. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
