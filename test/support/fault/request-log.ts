// SPDX-License-Identifier: Apache-2.0

/** One try of a request: what came back, at which moment. */
export interface Attempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `COMMITTED`, `UNREACHABLE`, or the code of the problem that was answered. */
  readonly code: string;
  /** The transaction that a 202 named. */
  readonly txId?: string;
}

/** What a client knows in the end of a request. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly at: number; readonly txIds: readonly string[] }
  | { readonly kind: 'refused'; readonly at: number; readonly code: string };

/** One request of one client, under one idempotency key, however often it was sent. */
export interface LoggedRequest {
  readonly organisation: string;
  /** What was asked for, e.g. `propose`. */
  readonly kind: string;
  readonly key: string;
  readonly begunAt: number;
  readonly attempts: Attempt[];
  outcome?: Outcome;
}

/** A stretch of time, milliseconds since 1970, both ends included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Everything that clients asked for and were told. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];

  /** A new request, on its first way. */
  begin(organisation: string, kind: string, key: string): LoggedRequest {
    const request: LoggedRequest = { organisation, kind, key, begunAt: Date.now(), attempts: [] };
    this.requests.push(request);
    return request;
  }

  /** Requests that were told, within a period, that they are committed. */
  acknowledged(period?: Period): LoggedRequest[] {
    return this.requests.filter(
      ({ outcome }) => outcome?.kind === 'acknowledged' && (period === undefined || isWithin(outcome.at, period)),
    );
  }

  /** Requests that nobody has answered for good. */
  open(): LoggedRequest[] {
    return this.requests.filter(({ outcome }) => outcome === undefined);
  }

  /** How often each code was answered within a period. */
  answers(period: Period): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { attempts } of this.requests) {
      for (const { at, code } of attempts) {
        if (isWithin(at, period)) {
          counts[code] = (counts[code] ?? 0) + 1;
        }
      }
    }
    return counts;
  }

  /** The longest time within a period in which no acknowledgement came, milliseconds; its ends count as one. */
  longestGap(period: Period, isMeant: (request: LoggedRequest) => boolean = () => true): number {
    const moments = this.acknowledged(period)
      .filter(isMeant)
      .map(({ outcome }) => outcome?.at ?? 0)
      .sort((a, b) => a - b);
    const all = [period.from, ...moments, period.to];
    return Math.max(...all.slice(1).map((moment, i) => moment - (all[i] ?? moment)));
  }
}

/** Whether a moment lies in a period. */
export function isWithin(moment: number, { from, to }: Period): boolean {
  return moment >= from && moment <= to;
}
