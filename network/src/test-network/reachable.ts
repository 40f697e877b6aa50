// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { connect, type PeerCertificate } from 'node:tls';
import { NetworkError } from '../network-error.js';
import type { TestNetworkMaterial } from './material.js';

const ANSWER_MS = 5_000;

/** Who must answer, and which certificate proves that it is the one. */
interface Endpoint {
  readonly what: string;
  /** `host:port`. */
  readonly address: string;
  readonly tlsCaCertFile: string;
  /** Name in its certificate. */
  readonly host: string;
}

/**
 * Looks whether a test-network's orderer, peers and authorities answer, each with a certificate from the root in the folder.
 * @throws NetworkError `NOT_READY` where nobody answers, `TLS_REFUSED` where somebody else does.
 */
export async function requireReachable({ members, orderer }: TestNetworkMaterial): Promise<void> {
  const endpoints: Endpoint[] = [
    { what: 'the orderer', ...orderer },
    ...members.flatMap(({ organization, address, tlsCaCertFile, host, ca }): Endpoint[] => [
      { what: `the peer of ${organization}`, address, tlsCaCertFile, host },
      ...(ca.tlsCaCertFile === undefined
        ? []
        : [
            {
              what: `the certificate authority of ${organization}`,
              address: ca.url.replace('https://', ''),
              tlsCaCertFile: ca.tlsCaCertFile,
              host: 'localhost',
            },
          ]),
    ]),
  ];
  const problems = await Promise.all(endpoints.map(problemOf));
  const found = problems.filter((problem) => problem !== undefined);
  const [first] = found;
  if (first !== undefined) {
    const text = [...found.map(({ message }) => message), first.advice].join('\n');
    throw new NetworkError(first.code, text);
  }
}

interface Problem {
  readonly code: 'NOT_READY' | 'TLS_REFUSED';
  readonly message: string;
  readonly advice: string;
}

async function problemOf(endpoint: Endpoint): Promise<Problem | undefined> {
  const { what, address, tlsCaCertFile, host } = endpoint;
  const shown = await handshake(endpoint, await readFile(tlsCaCertFile));
  if (shown.kind === 'silent') {
    return {
      code: 'NOT_READY',
      message: `${what} does not answer at ${address}: ${shown.reason}`,
      advice:
        'Expected a running test-network: bring it up with ./network.sh up createChannel -ca (docker ps lists it)',
    };
  }
  if (shown.kind === 'refused') {
    return {
      code: 'TLS_REFUSED',
      message:
        `${what} at ${address} shows a certificate for ${shown.subject} from ${shown.issuer}; expected one for ${host} ` +
        `that ${tlsCaCertFile} certifies (${shown.reason})`,
      advice: 'The folder is not that of the network that runs: give that one, or bring this one up anew',
    };
  }
  return undefined;
}

type Handshake =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'silent'; readonly reason: string }
  | { readonly kind: 'refused'; readonly subject: string; readonly issuer: string; readonly reason: string };

/** Begins TLS and says who answered; verification is looked at afterwards, so that a refusal can name both sides. */
function handshake({ address, host }: Endpoint, ca: Buffer): Promise<Handshake> {
  const [name, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host: name, port: Number(port), ca, servername: host, rejectUnauthorized: false });
    const end = (answer: Handshake): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS, () => {
      end({ kind: 'silent', reason: `no TLS answer within ${ANSWER_MS / 1000} s` });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end({ kind: 'silent', reason: error.code === 'ECONNREFUSED' ? 'nobody listens there' : error.message });
    });
    socket.once('secureConnect', () => {
      const { subject, issuer } = socket.getPeerCertificate() as Partial<PeerCertificate>;
      const reason = String(socket.authorizationError);
      end(
        socket.authorized
          ? { kind: 'trusted' }
          : { kind: 'refused', subject: nameIn(subject), issuer: nameIn(issuer), reason },
      );
    });
  });
}

function nameIn(name: PeerCertificate['subject'] | undefined): string {
  const names = [name?.CN ?? name?.O ?? []].flat();
  return names.length === 0 ? 'somebody without a name' : names.join(', ');
}
