// SPDX-License-Identifier: Apache-2.0
import { delimiter, dirname, join } from 'node:path';
import { writeWhole } from '@wattpass/devpeer/msp';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import type { Layout } from './layout.js';
import { ordererConfig } from './orderer-config.js';
import { peerConfig } from './peer-config.js';
import { tryConnect } from './ports.js';
import type { Programs } from './programs.js';
import type { Topology } from './topology.js';

const READY_MS = 60_000;

/** The external builder is a Node program: this Node must be found even where it is not on the user's PATH. */
function pathWithNode(): string {
  return [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
}

/** Starts the orderers and peers, and waits until each of them accepts connections. */
export async function startNodes(
  topology: Topology,
  layout: Layout,
  programs: Programs,
  supervisor: Supervisor,
  loggingSpec: string,
): Promise<void> {
  for (const orderer of topology.orderers) {
    const dir = layout.orderer(orderer.name);
    const config = ordererConfig(orderer, topology.ordererOrganization.mspId, layout);
    await writeWhole(join(dir, 'orderer.yaml'), JSON.stringify(config), 0o600);
    supervisor.start({
      id: orderer.name,
      command: programs.orderer,
      cwd: dir,
      env: { FABRIC_CFG_PATH: dir, FABRIC_LOGGING_SPEC: loggingSpec },
      logFile: layout.logFile(orderer.name),
    });
  }
  for (const peer of topology.peers) {
    const dir = layout.peer(peer.organization);
    await writeWhole(join(dir, 'core.yaml'), JSON.stringify(peerConfig(peer, layout)), 0o600);
    supervisor.start({
      id: `peer-${peer.organization}`,
      command: programs.peer,
      args: ['node', 'start'],
      cwd: dir,
      env: { FABRIC_CFG_PATH: dir, FABRIC_LOGGING_SPEC: loggingSpec, PATH: pathWithNode() },
      logFile: layout.logFile(`peer-${peer.organization}`),
    });
  }
  await Promise.all([
    ...topology.orderers.flatMap(({ name, port, adminPort }) =>
      [port, adminPort].map((each) =>
        waitUntil(() => tryConnect(each), { what: `${name}, see ${layout.logFile(name)}`, timeoutMs: READY_MS }),
      ),
    ),
    ...topology.peers.map(({ organization, port }) => {
      const what = `peer of ${organization}, see ${layout.logFile(`peer-${organization}`)}`;
      return waitUntil(() => tryConnect(port), { what, timeoutMs: READY_MS });
    }),
  ]);
}
