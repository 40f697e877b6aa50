// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from '@wattpass/gateway-api/ledger';
import type { LedgerAccess, RunningLedger } from '../ledger/running-ledger.js';
import type { StateDirectory } from '../state-directory.js';
import { chaincodeName, channelName, organisationNamed } from '../topology.js';

/** What an organisation's gateway needs to reach its ledger. */
export function connectionOf(
  kind: RunningLedger['kind'],
  access: LedgerAccess,
  mspId = organisationNamed(access.name).mspId,
): Connection {
  return {
    organisation: access.name,
    mspId,
    ledger: kind,
    channel: channelName,
    chaincode: chaincodeName,
    peer: {
      endpoint: access.peerEndpoint,
      tlsCaCertFile: access.tlsCaCertFile,
      ...(access.tlsServerName === undefined ? {} : { tlsServerName: access.tlsServerName }),
    },
    ca: {
      url: access.ca.url,
      caName: access.ca.caName,
      tlsCaCertFile: access.ca.tlsCaCertFile,
      registrarId: access.ca.registrarId,
      registrarSecretFile: access.ca.registrarSecretFile,
    },
  };
}

/** Writes every organisation's `connection.json` and gives them back. */
export function writeConnections(
  ledger: Pick<RunningLedger, 'kind' | 'organisations'>,
  state: Pick<StateDirectory, 'connection'>,
): Connection[] {
  return ledger.organisations.map((access) => {
    const connection = connectionOf(ledger.kind, access);
    const file = state.connection(access.name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(connection, undefined, 2)}\n`, { mode: 0o600 });
    return connection;
  });
}
