// SPDX-License-Identifier: Apache-2.0

/** Facts of a log line. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

/** Who watches a service at work. */
export interface Observer {
  /** Something happened; becomes a log line. */
  note(event: string, facts: Facts): void;
  /** Something is counted; becomes a metric. */
  count(metric: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  /** Something has this value now; becomes a metric. */
  set(metric: string, value: number, labels?: Readonly<Record<string, string>>): void;
}

/** Nobody watches. */
export const unobserved: Observer = {
  note: () => undefined,
  count: () => undefined,
  set: () => undefined,
};

/** Log lines as JSON, and metrics in Prometheus's text format. */
export class LinesAndMetrics implements Observer {
  readonly #values = new Map<string, number>();

  constructor(
    private readonly service: string,
    private readonly write: (line: string) => void,
  ) {}

  note(event: string, facts: Facts): void {
    this.write(`${JSON.stringify({ time: new Date().toISOString(), service: this.service, event, ...facts })}\n`);
  }

  count(metric: string, labels: Readonly<Record<string, string>> = {}, by = 1): void {
    const series = seriesOf(metric, labels);
    this.#values.set(series, (this.#values.get(series) ?? 0) + by);
  }

  set(metric: string, value: number, labels: Readonly<Record<string, string>> = {}): void {
    this.#values.set(seriesOf(metric, labels), value);
  }

  /** All series, in the order of their names. */
  text(): string {
    return [...this.#values]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([series, value]) => `${series} ${value}\n`)
      .join('');
  }
}

function seriesOf(metric: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `wattpass_learning_${metric}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`}`;
}
