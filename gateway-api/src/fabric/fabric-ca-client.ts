// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { z } from '@wattpass/chaincode/domain';
import type { Connection } from '../config/connection.js';
import { caToken } from './ca-token.js';
import { CertificateAuthority, CertificateAuthorityError } from './certificate-authority.js';
import type { Credentials, Registration } from './certificate-authority.js';
import { newCertificateRequest } from './certificate-request.js';

const TIMEOUT_MS = 10_000;

/** Fabric CA's error code of "already registered" (lib/caerrors). */
const ALREADY_REGISTERED = 74;

const envelopeSchema = z.object({
  success: z.boolean(),
  result: z.unknown(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).nullish(),
});
const enrolledSchema = z.object({ Cert: z.base64() });
const registeredSchema = z.object({ secret: z.string().min(1) });

/** A client of Fabric CA's REST interface, over TLS with the CA's own root. */
export class FabricCaClient extends CertificateAuthority {
  readonly #tlsRoot: Buffer;

  constructor(private readonly ca: Pick<Connection['ca'], 'url' | 'caName' | 'tlsCaCertFile'>) {
    super();
    this.#tlsRoot = readFileSync(ca.tlsCaCertFile);
  }

  async enroll(id: string, secret: string): Promise<Credentials> {
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    return this.#certify(id, '/api/v1/enroll', () => authorization);
  }

  async reenroll(id: string, current: Credentials): Promise<Credentials> {
    const path = '/api/v1/reenroll';
    return this.#certify(id, path, (body) => caToken(current, 'POST', path, body));
  }

  async register(registrar: Credentials, registration: Registration): Promise<string> {
    const attrs = Object.entries(registration.attributes).map(([name, value]) => ({ name, value, ecert: true }));
    const result = await this.#signed(registrar, '/api/v1/register', {
      id: registration.id,
      type: 'client',
      affiliation: '',
      max_enrollments: -1,
      attrs,
      caname: this.ca.caName,
    });
    return registeredSchema.parse(result).secret;
  }

  async revoke(registrar: Credentials, id: string): Promise<void> {
    await this.#signed(registrar, '/api/v1/revoke', { id, reason: 'cessationofoperation', caname: this.ca.caName });
  }

  async #certify(id: string, path: string, authorize: (body: string) => string): Promise<Credentials> {
    const { privateKey, request: csr } = await newCertificateRequest(id);
    const body = JSON.stringify({ certificate_request: csr, caname: this.ca.caName });
    const { Cert } = enrolledSchema.parse(await this.#post(path, body, authorize(body)));
    return { certificate: Buffer.from(Cert, 'base64').toString('utf8'), privateKey };
  }

  async #signed(signer: Credentials, path: string, content: unknown): Promise<unknown> {
    const body = JSON.stringify(content);
    return this.#post(path, body, caToken(signer, 'POST', path, body));
  }

  async #post(path: string, body: string, authorization: string): Promise<unknown> {
    const { status, text } = await this.#send(path, body, authorization);
    const answer = envelopeSchema.safeParse(parseJson(text));
    if (!answer.success) {
      throw new CertificateAuthorityError(
        'CA_UNAVAILABLE',
        `${this.ca.url}${path} answered ${status} without an envelope`,
      );
    }
    if (answer.data.success) {
      return answer.data.result;
    }
    const errors = answer.data.errors ?? [];
    const known = errors.some(({ code }) => code === ALREADY_REGISTERED);
    const detail = errors.map(({ code, message }) => `${message} (${code})`).join('; ');
    throw new CertificateAuthorityError(known ? 'CA_IDENTITY_EXISTS' : 'CA_REFUSED', `${path}: ${detail}`);
  }

  #send(path: string, body: string, authorization: string): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization };
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void => {
        reject(new CertificateAuthorityError('CA_UNAVAILABLE', `${this.ca.url}: ${cause.message}`, { cause }));
      };
      const options = { method: 'POST', headers, ca: this.#tlsRoot, timeout: TIMEOUT_MS, agent: false } as const;
      const sent = request(new URL(path, this.ca.url), options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', fail);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
        });
      });
      sent.on('error', fail);
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
      sent.end(body);
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the envelope's schema refuses it with the status
  }
}
