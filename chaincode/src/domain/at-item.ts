// SPDX-License-Identifier: Apache-2.0

import { DomainError, isDomainError } from './errors.js';

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
    throw new DomainError(error.code, `${pointer}: ${error.detail}`, { pointer, index, ...error.data });
  }
}
