// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, webcrypto, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { signLowS } from '@wattpass/devpeer/internal/msp/signature';
import { Pkcs10CertificateRequestGenerator } from '@wattpass/devpeer/internal/msp/x509';

/** What Fabric CA answers with. */
export interface Envelope {
  readonly status: number;
  readonly result: Record<string, unknown>;
  readonly errors: readonly { code: number; message: string }[];
  readonly success: boolean;
}

/** A certificate and key as a client of the authority holds them. */
export interface Enrolled {
  readonly certPem: string;
  readonly key: KeyObject;
}

/** Calls an authority as Fabric CA's documentation says a client should. */
export class FabricCaClient {
  private readonly ca: string;

  constructor(
    private readonly url: string,
    tlsCaCertFile: string,
    /** Needed where one server has several authorities. */
    private readonly caName = '',
  ) {
    this.ca = readFileSync(tlsCaCertFile, 'utf8');
  }

  call(method: string, uri: string, body = '', authorization?: string): Promise<Envelope> {
    const headers = { ...(authorization === undefined ? {} : { authorization }), 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${uri}`,
        { method, headers, ca: this.ca, servername: 'localhost', agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const envelope = JSON.parse(Buffer.concat(chunks).toString()) as Omit<Envelope, 'status'>;
            resolve({ ...envelope, status: response.statusCode ?? 0 });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Calls with a token signed by `caller`. */
  callAs(caller: Enrolled, method: string, uri: string, body?: unknown): Promise<Envelope> {
    const text = body === undefined ? '' : JSON.stringify(body);
    return this.call(method, uri, text, tokenOf(caller, method, uri, text));
  }

  /** Enrols with a fresh key; `extra` goes into the request's body. */
  async enroll(
    id: string,
    secret: string,
    extra: Record<string, unknown> = {},
  ): Promise<Envelope & { key: KeyObject }> {
    const { pem, key } = await createCsr(id);
    const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const body = JSON.stringify({ certificate_request: pem, caname: this.caName, ...extra });
    return { ...(await this.call('POST', '/api/v1/enroll', body, basic)), key };
  }

  async enrolled(id: string, secret: string, extra: Record<string, unknown> = {}): Promise<Enrolled> {
    const envelope = await this.enroll(id, secret, extra);
    if (!envelope.success) {
      throw new Error(`enrolment failed: ${JSON.stringify(envelope.errors)}`);
    }
    return { certPem: certificateOf(envelope), key: envelope.key };
  }
}

/** The PEM certificate in an enrolment's answer. */
export function certificateOf(envelope: Envelope): string {
  return Buffer.from(envelope.result.Cert as string, 'base64').toString();
}

export function tokenOf(caller: Enrolled, method: string, uri: string, body: string): string {
  const base64 = (value: string | Uint8Array) => Buffer.from(value).toString('base64');
  const certificate = base64(caller.certPem);
  const payload = `${method}.${base64(uri)}.${base64(body)}.${certificate}`;
  return `${certificate}.${base64(signLowS(caller.key, Buffer.from(payload)))}`;
}

/** A certificate request with a fresh key on `curve`, and the key. */
export async function createCsr(commonName: string, curve = 'P-256'): Promise<{ pem: string; key: KeyObject }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  };
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ OU: ['admin'] }, { CN: [commonName] }],
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  return { pem: csr.toString('pem'), key: privateKey };
}
