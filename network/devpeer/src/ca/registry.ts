// SPDX-License-Identifier: Apache-2.0
import { appendFile } from 'node:fs/promises';
import { readIfPresent, writeWhole } from '../msp/key-file.js';
import { normalizeSerial } from '../msp/revocation-list.js';

/** A named value of an identity; `ecert` puts it into enrolment certificates that ask for nothing in particular. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly ecert?: boolean | undefined;
}

/** Somebody the authority knows. */
export interface RegisteredIdentity {
  readonly id: string;
  readonly type: string;
  /** Dotted path, empty at the root. */
  readonly affiliation: string;
  readonly attributes: readonly Attribute[];
  /** How often the secret may be used; −1 for any number. */
  readonly maxEnrollments: number;
  readonly secretHash: string;
}

/** A certificate the authority has issued to an identity. */
export interface CertificateRecord {
  readonly id: string;
  readonly serial: string;
  readonly authorityKeyId: string;
}

type JournalEntry =
  | { readonly event: 'registered'; readonly identity: RegisteredIdentity }
  | { readonly event: 'enrolled'; readonly id: string }
  | { readonly event: 'issued'; readonly certificate: CertificateRecord }
  | { readonly event: 'revoked'; readonly id?: string; readonly serials: readonly string[] };

/** What the authority remembers: identities, how often they enrolled, their certificates, and what is revoked. */
export class Registry {
  private readonly identities = new Map<string, RegisteredIdentity>();
  private readonly enrollments = new Map<string, number>();
  private readonly certificates = new Map<string, CertificateRecord>();
  private readonly revokedIds = new Set<string>();
  private readonly revokedSerials = new Set<string>();
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: string) {}

  /** Replays the journal in `file`, which is created by the first entry. */
  static async open(file: string): Promise<Registry> {
    const registry = new Registry(file);
    const journal = (await readIfPresent(file)) ?? '';
    // A crash can cut the last line short; what it said had not been answered yet.
    const complete = journal.slice(0, journal.lastIndexOf('\n') + 1);
    for (const line of complete.split('\n').filter((text) => text !== '')) {
      registry.apply(JSON.parse(line) as JournalEntry);
    }
    if (complete.length < journal.length) {
      await writeWhole(file, complete, 0o600);
    }
    return registry;
  }

  find(id: string): RegisteredIdentity | undefined {
    return this.identities.get(id);
  }

  list(): readonly RegisteredIdentity[] {
    return [...this.identities.values()];
  }

  enrollmentsOf(id: string): number {
    return this.enrollments.get(id) ?? 0;
  }

  certificate(serial: string): CertificateRecord | undefined {
    return this.certificates.get(normalizeSerial(serial));
  }

  /** Certificates of an identity that are not revoked. */
  activeCertificates(id: string): readonly CertificateRecord[] {
    return [...this.certificates.values()].filter((record) => record.id === id && !this.isRevoked(record.serial));
  }

  isRevoked(serial: string): boolean {
    return this.revokedSerials.has(normalizeSerial(serial));
  }

  isIdentityRevoked(id: string): boolean {
    return this.revokedIds.has(id);
  }

  register(identity: RegisteredIdentity): Promise<void> {
    return this.record({ event: 'registered', identity });
  }

  countEnrollment(id: string): Promise<void> {
    return this.record({ event: 'enrolled', id });
  }

  addCertificate(certificate: CertificateRecord): Promise<void> {
    return this.record({ event: 'issued', certificate });
  }

  /** Marks certificates as revoked, and the identity itself when one is given. */
  revoke(serials: readonly string[], id?: string): Promise<void> {
    return this.record({ event: 'revoked', serials, ...(id === undefined ? {} : { id }) });
  }

  /** Takes effect at once, so that two requests in flight see each other; resolves when it is in the journal. */
  private record(entry: JournalEntry): Promise<void> {
    this.apply(entry);
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        await appendFile(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      });
    return this.writing;
  }

  private apply(entry: JournalEntry): void {
    switch (entry.event) {
      case 'registered':
        this.identities.set(entry.identity.id, entry.identity);
        break;
      case 'enrolled':
        this.enrollments.set(entry.id, this.enrollmentsOf(entry.id) + 1);
        break;
      case 'issued':
        this.certificates.set(normalizeSerial(entry.certificate.serial), entry.certificate);
        break;
      case 'revoked':
        entry.serials.forEach((serial) => this.revokedSerials.add(normalizeSerial(serial)));
        if (entry.id !== undefined) {
          this.revokedIds.add(entry.id);
        }
    }
  }
}
