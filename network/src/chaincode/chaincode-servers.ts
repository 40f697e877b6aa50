// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { tryConnect } from '../native/ports.js';
import type { Supervisor } from '../process/supervisor.js';
import { waitUntil } from '../wait-until.js';
import { packageChaincode } from './chaincode-package.js';
import type { ChaincodeDefinition, ChaincodeSpec } from './chaincode-spec.js';
import type { ChannelMember } from './channel-member.js';
import type { MemberPackage } from './lifecycle.js';

const READY_MS = 60_000;

/** One organisation's server of a chaincode. */
export interface ServedChaincode {
  readonly organization: string;
  readonly mspId: string;
  readonly packageId: string;
  /** Where it listens, `host:port`. */
  readonly address: string;
}

/** The name of an organisation's chaincode server among the programs. */
export function serverId(chaincode: string, organization: string): string {
  return `chaincode-${chaincode}-${organization}`;
}

/** Writes a member's package of a chaincode that its peer finds at `address`. */
export async function writePackage(
  chaincode: ChaincodeDefinition,
  member: ChannelMember,
  address: string,
  packageFile: string,
): Promise<MemberPackage> {
  const { packageId, bytes } = packageChaincode(chaincode.name, chaincode.version, address);
  await mkdir(dirname(packageFile), { recursive: true });
  await writeFile(packageFile, bytes);
  return { member, packageId, packageFile };
}

/** Starts a chaincode's server for each organisation; {@link awaitChaincodeServers} waits for them. */
export function startChaincodeServers(
  chaincode: ChaincodeSpec,
  served: readonly ServedChaincode[],
  supervisor: Supervisor,
  logFile: (id: string) => string,
): void {
  for (const { organization, mspId, packageId, address } of served) {
    const id = serverId(chaincode.name, organization);
    supervisor.start({
      ...chaincode.server,
      id,
      env: {
        ...chaincode.server.env,
        CHAINCODE_SERVER_ADDRESS: address,
        CHAINCODE_ID: packageId,
        // The same for fabric-chaincode-node, which takes its options from here.
        CORE_CHAINCODE_ADDRESS: address,
        CORE_CHAINCODE_ID: packageId,
        CORE_CHAINCODE_ID_NAME: packageId,
        CORE_PEER_LOCALMSPID: mspId,
      },
      logFile: logFile(id),
    });
  }
}

/** Waits until every server of a chaincode accepts connections. */
export async function awaitChaincodeServers(
  chaincode: Pick<ChaincodeSpec, 'name'>,
  served: readonly ServedChaincode[],
  supervisor: Supervisor,
): Promise<void> {
  await Promise.all(
    served.map(({ organization, address }) => {
      const id = serverId(chaincode.name, organization);
      const [host = '', port = ''] = address.split(':');
      return waitUntil(() => tryConnect(Number(port), host), {
        what: `chaincode ${chaincode.name} of ${organization}`,
        timeoutMs: READY_MS,
        giveUp: () => supervisor.failureOf(id),
      });
    }),
  );
}
