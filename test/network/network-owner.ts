// SPDX-License-Identifier: Apache-2.0
import { startNativeNetwork, type NativeNetworkOptions } from '@wattpass/network';

// Starts a network, tells the process that forked it the identifiers of its programs, and waits to be killed.
const options = JSON.parse(process.argv[2] ?? '{}') as NativeNetworkOptions;
const network = await startNativeNetwork(options);
process.send?.([...network.pids.values()]);
