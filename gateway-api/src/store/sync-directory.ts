// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';

/** A rename is durable only once its directory is. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
