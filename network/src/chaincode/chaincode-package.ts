// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { tarGz } from './tar.js';

/** A package that tells a peer where its chaincode runs. */
export interface ChaincodePackage {
  readonly label: string;
  /** As the peer will compute it: the label and the SHA-256 of the package. */
  readonly packageId: string;
  readonly bytes: Buffer;
}

function json(name: string, value: unknown): { name: string; content: Buffer } {
  return { name, content: Buffer.from(JSON.stringify(value)) };
}

/** Packages chaincode as a service, found at `address` (`host:port`, without TLS: both ends are on this machine). */
export function packageChaincode(name: string, version: string, address: string): ChaincodePackage {
  const label = `${name}_${version}`.replace(/[^A-Za-z0-9_.+-]/g, '_');
  const connection = { address, dial_timeout: '10s', tls_required: false };
  const bytes = tarGz([
    json('metadata.json', { type: 'ccaas', label }),
    { name: 'code.tar.gz', content: tarGz([json('connection.json', connection)]) },
  ]);
  return { label, bytes, packageId: `${label}:${createHash('sha256').update(bytes).digest('hex')}` };
}
