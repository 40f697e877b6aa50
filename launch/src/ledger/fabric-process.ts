// SPDX-License-Identifier: Apache-2.0
import { startNativeNetwork, type NativeNetworkOptions } from '@wattpass/network';
import { serveParent } from '../process/serve-parent.js';

/** What the process of the Fabric network is given: everything that can cross a process boundary. */
export type FabricRequest = Omit<NativeNetworkOptions, 'log'>;

// Real Fabric's programs are children of this process; the network ends with it, and it with the launcher.
serveParent(async (request: FabricRequest) => {
  const network = await startNativeNetwork({
    ...request,
    log: (line) => {
      console.log(line);
    },
  });
  return { answer: network.organizations, stop: () => network.stop() };
});
