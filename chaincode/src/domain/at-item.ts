// SPDX-License-Identifier: Apache-2.0

import { DomainError, isDomainError, type ErrorData } from './errors.js';

/**
 * Does the work for one item of a list; a refusal names the item by JSON pointer (RFC 6901) and index, so that whoever
 * sent five hundred knows which one to mend.
 * @throws DomainError that `work` throws, with `data.pointer` and `data.index`.
 */
export async function atItem<T>(list: string, index: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDomainError(error)) {
      throw error;
    }
    const pointer = `/${list}/${index}`;
    const separator = error.detail.startsWith('/') ? '' : ': ';
    const data = { pointer, index, ...error.data, ...issuesAt(pointer, error.data) };
    throw new DomainError(error.code, `${pointer}${separator}${error.detail}`, data);
  }
}

/** The issues of a refusal, whose pointers start at the item, with pointers that start at the whole input. */
function issuesAt(pointer: string, { issues }: ErrorData): ErrorData {
  const known = issues as readonly { readonly pointer: string; readonly rule: string }[] | undefined;
  return known === undefined
    ? {}
    : { issues: known.map(({ pointer: inner, rule }) => ({ pointer: `${pointer}${inner}`, rule })) };
}

/** INVALID_INPUT for one item of a list, in the form that a schema's refusal has as well. */
export function invalidItem(list: string, index: number, rule: string, field?: string): DomainError {
  const pointer = `/${list}/${index}${field === undefined ? '' : `/${field}`}`;
  return new DomainError('INVALID_INPUT', `${pointer}: ${rule}`, { issues: [{ pointer, rule }], pointer, index });
}

/** Refuses a list in which an id stands twice. @throws DomainError INVALID_INPUT naming the second place. */
export function refuseRepeats(list: string, ids: readonly string[], field?: string): void {
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (seen.has(id)) {
      throw invalidItem(list, index, `${id} stands twice in this list`, field);
    }
    seen.add(id);
  }
}
