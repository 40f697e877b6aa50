// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { findFabric, NetworkError, type FabricInstallation } from '@wattpass/network';

/** Fabric's programs; where they are not found, says so and skips the tests that the hook is for. */
export function requireFabric(hook: Mocha.Context): Promise<FabricInstallation> {
  return startOrSkip(hook, () => findFabric());
}

/**
 * What is started with Fabric's programs; where they are not found or a port that it has to use is taken, says so and skips
 * the tests that the hook is for.
 */
export async function startOrSkip<T>(hook: Mocha.Context, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    assert.ok(error instanceof NetworkError, String(error));
    assert.match(error.code, /PROGRAMS_MISSING|PROGRAMS_DIFFER|PROGRAM_TOO_OLD|PORT_IN_USE/, error.message);
    process.stderr.write(`skipped: ${error.message}\n`);
    return hook.skip();
  }
}
