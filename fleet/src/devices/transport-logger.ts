// SPDX-License-Identifier: Apache-2.0

/** What the parties agree a journey must not exceed. */
export interface JourneyLimits {
  readonly shockMilliG: number;
  readonly minMilliCelsius: number;
  readonly maxMilliCelsius: number;
}

/** A private record of a journey, as the carrier's devices make it. Instants are RFC 3339 UTC. */
export type JourneyRecord =
  | { kind: 'route'; at: string; stops: string[] }
  | {
      kind: 'checkpoint';
      at: string;
      place: string;
      latitudeMicrodegrees: number;
      longitudeMicrodegrees: number;
    }
  | { kind: 'shock'; at: string; milliG: number }
  | { kind: 'temperature'; at: string; milliCelsius: number };

const stops = [
  ['Salzgitter', 52_150_000, 10_330_000],
  ['Hannover', 52_375_900, 9_732_000],
  ['Osnabrück', 52_279_900, 8_047_200],
  ['Utrecht', 52_090_700, 5_121_400],
] as const;

const HOUR_MS = 3_600_000;

/**
 * What a logger in the truck notes on the way: the route, a checkpoint and a temperature at each stop, and one shock
 * half as strong again as agreed.
 */
export function journeyRecords(departure: Date, limits: JourneyLimits): JourneyRecord[] {
  const at = (hours: number): string => new Date(departure.getTime() + hours * HOUR_MS).toISOString();
  const span = limits.maxMilliCelsius - limits.minMilliCelsius;
  return [
    { kind: 'route', at: at(0), stops: stops.map(([place]) => place) },
    ...stops.flatMap(([place, latitudeMicrodegrees, longitudeMicrodegrees], index): JourneyRecord[] => [
      { kind: 'checkpoint', at: at(2 * index), place, latitudeMicrodegrees, longitudeMicrodegrees },
      {
        kind: 'temperature',
        at: at(2 * index),
        milliCelsius: Math.round(limits.minMilliCelsius + (span * (4 + index)) / 10),
      },
    ]),
    { kind: 'shock', at: at(3), milliG: Math.round(limits.shockMilliG * 1.5) },
  ];
}
