// SPDX-License-Identifier: Apache-2.0

/** Does work on parts of a list, so many items to a part and so many parts at once. */
export async function inParts<T>(
  items: readonly T[],
  size: number,
  atOnce: number,
  work: (part: readonly T[]) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const from = next;
      next += size;
      await work(items.slice(from, from + size));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
