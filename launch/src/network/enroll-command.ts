// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@wattpass/chaincode/domain';
import { FabricCaClient, type Connection, type Credentials } from '@wattpass/gateway-api/ledger';
import { connectAuthority, writeSigningMsp } from '@wattpass/network';
import { CommandLineError, readFlags } from '../command-line/flags.js';
import { choice, path, text, toggle } from '../command-line/values.js';
import { connectionIn } from '../verify/running-state.js';
import { NetworkStateError, stateFlag, stateOf } from './network-state.js';

export const enrollFlags = {
  ...stateFlag,
  org: text('NAME', 'the organisation that certifies, e.g. operator', /^[a-z][A-Za-z0-9-]{0,30}$/, 'a short name'),
  id: text('ID', 'name of the identity at its authority', /^[A-Za-z0-9.@-]{1,64}$/, 'letters, digits and . @ -'),
  role: choice(roles, 'the role its certificate carries; without one, its organisation must have exactly one'),
  delegate: toggle('let it vote for its organisation'),
  out: path('DIR', 'folder for its MSP directory (default ID in the state)'),
};

/** Registers and enrols somebody at an organisation's authority, and writes an MSP directory for Fabric's programs. */
export async function enrollCommand(args: readonly string[]): Promise<number> {
  const { org, id, role, delegate, out, state } = readFlags(enrollFlags, args);
  if (org === undefined || id === undefined) {
    throw new CommandLineError('enroll needs --org and --id');
  }
  const root = stateOf(state);
  const dir = out ?? join(root, 'identities', org, id);
  if (existsSync(join(dir, 'msp'))) {
    throw new NetworkStateError(`${join(dir, 'msp')} is there already: give another --out, or remove it`);
  }
  const connection = connectionIn(root, org);
  const attributes = {
    ...(role === undefined ? {} : { 'wattpass.role': role }),
    ...(delegate === true ? { 'wattpass.delegate': 'true' } : {}),
  };
  const credentials = await certify(connection, id, attributes);
  const { certificate, privateKey } = credentials;
  await writeSigningMsp(join(dir, 'msp'), await rootOf(connection), certificate, privateKey);
  const carried = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  console.log(`${id} of ${connection.mspId}, ${carried.join(', ') || 'no attributes'}: ${join(dir, 'msp')}`);
  return 0;
}

async function certify({ ca }: Connection, id: string, attributes: Record<string, string>): Promise<Credentials> {
  const authority = new FabricCaClient(ca);
  const registrar = await authority.enroll(ca.registrarId, readFileSync(ca.registrarSecretFile, 'utf8').trim());
  const secret = await authority.register(registrar, { id, attributes });
  return authority.enroll(id, secret);
}

async function rootOf({ ca }: Connection): Promise<string> {
  const client = await connectAuthority(ca);
  try {
    return await client.certificate();
  } finally {
    client.close();
  }
}
