// SPDX-License-Identifier: Apache-2.0

/** Does `work` for every item, a few at a time, so that thousands of updates open no thousands of connections. */
export async function eachOf<T>(items: Iterable<T>, width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, worker));
}
