// SPDX-License-Identifier: Apache-2.0
import { startDevPeer } from '@wattpass/devpeer';
import { serveParent } from '../process/serve-parent.js';
import type { DevPeerRequest } from './devpeer-ledger.js';

// The embedded peer in a process of its own: its work does not delay the launcher, and it can be killed alone in tests.
serveParent(async (request: DevPeerRequest) => {
  const peer = await startDevPeer(request);
  return { answer: peer.organizations, stop: () => peer.stop() };
});
