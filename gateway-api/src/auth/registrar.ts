// SPDX-License-Identifier: Apache-2.0
import type { CertificateAuthority, Credentials } from '../fabric/certificate-authority.js';
import type { AccountStore } from './account.store.js';

/** Id and name of the registrar's own row among the accounts. */
const REGISTRAR = 'registrar';

/** Acts at the organisation's CA in the registrar's name. */
export class Registrar {
  /** @param secret the registrar's enrolment secret, read when it is needed first. */
  constructor(
    private readonly authority: CertificateAuthority,
    private readonly accounts: AccountStore,
    private readonly registrarId: string,
    private readonly secret: () => string,
  ) {}

  /** Registers an identity whose certificates carry `attributes`, and enrols it. */
  async certify(id: string, name: string, attributes: Readonly<Record<string, string>>): Promise<Credentials> {
    const caId = caIdOf(id, name);
    const registrar = await this.#credentials();
    const secret = await this.authority.register(registrar, { id: caId, attributes });
    return this.authority.enroll(caId, secret);
  }

  /** Certifies a fresh key of an identity that has a certificate still. */
  async renew(id: string, name: string, current: Credentials): Promise<Credentials> {
    return this.authority.reenroll(id === REGISTRAR ? this.registrarId : caIdOf(id, name), current);
  }

  /** Revokes an identity with all its certificates. */
  async revoke(id: string, name: string): Promise<void> {
    await this.authority.revoke(await this.#credentials(), caIdOf(id, name));
  }

  async #credentials(): Promise<Credentials> {
    const known = await this.accounts.credentials(REGISTRAR);
    if (known !== undefined) {
      return known;
    }
    const credentials = await this.authority.enroll(this.registrarId, this.secret());
    await this.accounts.insert({
      id: REGISTRAR,
      kind: 'registrar',
      name: `:${REGISTRAR}`, // no account can be named so
      delegate: false,
      admin: false,
      credentials,
    });
    return credentials;
  }
}

/** The identity at the CA: readable, and unique even when a gateway's database was lost and made anew. */
function caIdOf(id: string, name: string): string {
  return `${name.replaceAll(/[^A-Za-z0-9.-]/g, '-')}-${id.slice(0, 8)}`;
}
