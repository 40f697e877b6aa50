// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { Role } from '@wattpass/chaincode/domain';
import { createClient, type Client } from '@wattpass/gateway-api/client';
import type { RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { walletKey } from '../wallet-keys.js';
import type { RestMarket, Trader } from './rest-market.js';

/** A validator that does as the test says. */
export interface HiredValidator {
  readonly id: string;
  readonly client: Client;
}

/** Enrols a validator at an organisation's gateway, sponsored by the organisation or by a trader that signs for it. */
export async function hireValidator(
  consortium: Pick<RunningConsortium, 'gateways' | 'desks'>,
  market: RestMarket,
  role: Role,
  sponsor?: Trader,
): Promise<HiredValidator> {
  const gateway = consortium.gateways.gateways.find(({ organisation }) => organisation === role);
  if (gateway === undefined) {
    throw new Error(`there is no gateway of ${role}`);
  }
  const { url, adminKeyFile } = gateway;
  const admin = createClient({ url, apiKey: readFileSync(adminKeyFile, 'utf8').trim() });
  const name = `validator ${sponsor?.meterId ?? role}`;
  const { account, apiKey } = await admin.createAccount({ body: { kind: 'device', name, role } });
  const client = createClient({ url, apiKey });
  const payTo = walletKey().address;
  const desk = consortium.desks[role];
  if (sponsor === undefined) {
    const body = { sponsor: { kind: 'organisation' as const, mspId: desk.mspId }, payTo };
    const { id } = await client.applyAsValidator({ body });
    await desk.client.sponsorValidator({ validator: id });
    return { id, client };
  }
  const participant = sponsor.key.address;
  const payload = { ...market.header('committee:applyAsValidator'), participant, validator: account.actorId };
  const body = {
    sponsor: { kind: 'participant' as const, participant },
    payTo,
    consent: market.signed(payload, sponsor.key),
  };
  const { id } = await client.applyAsValidator({ body });
  return { id, client };
}
