// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { casesOf } from '../conformance-case.js';
import type { Scene } from '../scene.js';

/** Which process of an organisation's chaincode answers, and for how long it has run. */
async function processes(t: Scene): Promise<{ pid: number; seconds: number }[]> {
  const answers = await Promise.all(
    [t.alpha, t.beta, t.gamma].map(
      (actor) => t.read(actor, ['process']) as Promise<[{ pid: number; seconds: number }]>,
    ),
  );
  return answers.map(([one]) => one);
}

/** What the peer sends to a chaincode. After all others, so that it tells of the whole run. */
export const chaincodeProcessCases = casesOf('chaincode process', {
  // fabric-shim 2.5.8 ends its process when it is sent KEEPALIVE or a type it does not know.
  'the chaincode has been sent nothing that ends it, KEEPALIVE above all': async (t) => {
    const seen = await processes(t);
    assert.equal(new Set(seen.map(({ pid }) => pid)).size, 3);
    assert.ok(seen.every(({ seconds }) => seconds > (Date.now() - t.stage.begun) / 1000 - 1));
    return { sameFromTheStart: true };
  },
  'each organisation has the chaincode executed by a process of its own': async (t) =>
    new Set((await processes(t)).map(({ pid }) => pid)).size,
});
