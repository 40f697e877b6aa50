// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { Agent, request } from 'node:https';
import { createCertificateRequest, signLowS } from '@wattpass/devpeer/msp';
import { NetworkError } from '../network-error.js';

/** A certificate with its key. */
export interface EnrolledIdentity {
  readonly certPem: string;
  readonly privateKey: KeyObject;
}

/** Somebody to make known to an authority. */
export interface Registration {
  readonly id: string;
  readonly type: 'peer' | 'orderer' | 'admin' | 'client';
  readonly secret: string;
}

/** Asked for in an enrolment. */
export interface EnrollmentSpec {
  readonly id: string;
  readonly secret: string;
  readonly privateKey: KeyObject;
  readonly profile?: 'tls';
  readonly hosts?: readonly string[];
}

interface Envelope {
  readonly result: Record<string, unknown>;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly success: boolean;
}

const ALREADY_REGISTERED = 74;

function base64(value: string | Uint8Array): string {
  return Buffer.from(value).toString('base64');
}

/** Calls one authority of a Fabric CA server over its REST interface. */
export class FabricCaClient {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    private readonly caName: string,
    tlsCaCertPem: string,
  ) {
    // The certificate names localhost; an address is no server name to ask for.
    this.agent = new Agent({ ca: tlsCaCertPem, servername: 'localhost', keepAlive: true, maxSockets: 4 });
  }

  /** The authority's certificate in PEM. */
  async certificate(): Promise<string> {
    const { result } = await this.call('GET', `/api/v1/cainfo?ca=${this.caName}`);
    return Buffer.from(result.CAChain as string, 'base64').toString();
  }

  /** Has a certificate issued against an identity's secret. */
  async enroll(spec: EnrollmentSpec): Promise<EnrolledIdentity> {
    const body = JSON.stringify({
      certificate_request: await createCertificateRequest(spec.id, spec.privateKey, spec.hosts),
      caname: this.caName,
      ...(spec.profile === undefined ? {} : { profile: spec.profile }),
    });
    const { result } = await this.call('POST', '/api/v1/enroll', body, `Basic ${base64(`${spec.id}:${spec.secret}`)}`);
    return { certPem: Buffer.from(result.Cert as string, 'base64').toString(), privateKey: spec.privateKey };
  }

  /** Makes an identity known; fine if it is already. */
  async register(registrar: EnrolledIdentity, { id, type, secret }: Registration): Promise<void> {
    const uri = '/api/v1/register';
    const body = JSON.stringify({ id, type, secret, max_enrollments: -1, caname: this.caName });
    const certificate = base64(registrar.certPem);
    const payload = ['POST', base64(uri), base64(body), certificate].join('.');
    const token = `${certificate}.${base64(signLowS(registrar.privateKey, Buffer.from(payload)))}`;
    const { success, errors } = await this.send('POST', uri, body, token);
    if (!success && errors[0]?.code !== ALREADY_REGISTERED) {
      throw this.refusal(uri, errors);
    }
  }

  /** Closes its connections. */
  close(): void {
    this.agent.destroy();
  }

  private async call(method: string, uri: string, body = '', authorization = ''): Promise<Envelope> {
    const envelope = await this.send(method, uri, body, authorization);
    if (!envelope.success) {
      throw this.refusal(uri, envelope.errors);
    }
    return envelope;
  }

  private refusal(uri: string, errors: Envelope['errors']): NetworkError {
    const reasons = errors.map(({ code, message }) => `${message} (code ${code})`).join('; ');
    return new NetworkError('CA_REFUSED', `${this.caName} refused ${uri}: ${reasons}`);
  }

  private send(method: string, uri: string, body: string, authorization: string): Promise<Envelope> {
    const headers = { 'content-type': 'application/json', ...(authorization === '' ? {} : { authorization }) };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}${uri}`, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve(JSON.parse(Buffer.concat(chunks).toString()) as Envelope);
          } catch (cause) {
            const text = `${this.caName} answered ${uri} with status ${response.statusCode ?? 0} and no JSON`;
            reject(new NetworkError('CA_REFUSED', text, { cause }));
          }
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
