// SPDX-License-Identifier: Apache-2.0

/** The parts of a battery that measure or act. */
export const partKinds = [
  'management-system', // signs the chunks
  'cell-monitor',
  'current-sensor',
  'temperature-sensor',
  'contactor',
] as const;

/** One of {@link partKinds}. */
export type PartKind = (typeof partKinds)[number];

/** A part of a battery's management system as an enrolled device. */
export interface DevicePart {
  readonly id: string;
  readonly kind: PartKind;
  /** SHA-256 of the part's public key, hex; a part without a key of its own speaks through the management system. */
  readonly keyDigest?: string;
  /** Cells it watches, by their places in the series string, first and last; absent for parts of the whole pack. */
  readonly cells?: readonly [number, number];
}

/** A rule that a list of parts breaks, with the part's place. */
export interface PartFault {
  readonly code:
    'REPEATED_PART' | 'REPEATED_KEY' | 'NO_MANAGEMENT_SYSTEM' | 'NO_KEY' | 'NO_SUCH_CELL' | 'CELL_UNWATCHED';
  readonly part?: string;
  readonly rule: string;
}

/**
 * Judges a pack's parts as its twin needs them: one management system with a key enrolled on the ledger, no part or key
 * twice, every cell of the series string watched by a monitor.
 * @param series Cells in series.
 */
export function checkParts(parts: readonly DevicePart[], series: number): PartFault[] {
  return [...repeatedParts(parts), ...managementFaults(parts), ...monitorFaults(parts, series)];
}

function repeatedParts(parts: readonly DevicePart[]): PartFault[] {
  return parts.flatMap((part, place): PartFault[] => {
    const before = parts.slice(0, place);
    return [
      ...(before.some(({ id }) => id === part.id)
        ? [{ code: 'REPEATED_PART', part: part.id, rule: 'one part of an id' } as const]
        : []),
      ...(part.keyDigest !== undefined && before.some(({ keyDigest }) => keyDigest === part.keyDigest)
        ? [{ code: 'REPEATED_KEY', part: part.id, rule: 'a key of its own' } as const]
        : []),
    ];
  });
}

function managementFaults(parts: readonly DevicePart[]): PartFault[] {
  const systems = parts.filter(({ kind }) => kind === 'management-system');
  if (systems.length !== 1) {
    return [{ code: 'NO_MANAGEMENT_SYSTEM', rule: `exactly one management system, not ${systems.length}` }];
  }
  return systems.flatMap(({ id, keyDigest }) =>
    keyDigest === undefined ? [{ code: 'NO_KEY', part: id, rule: 'a management system signs, so it has a key' }] : [],
  );
}

function monitorFaults(parts: readonly DevicePart[], series: number): PartFault[] {
  const watched = new Uint8Array(series);
  const faults: PartFault[] = [];
  for (const { id, kind, cells } of parts) {
    if (
      cells !== undefined &&
      !(Number.isInteger(cells[0]) && cells[0] >= 0 && cells[0] <= cells[1] && cells[1] < series)
    ) {
      faults.push({ code: 'NO_SUCH_CELL', part: id, rule: `cells from 0 to ${series - 1}` });
    } else if (kind === 'cell-monitor' && cells !== undefined) {
      watched.fill(1, cells[0], cells[1] + 1);
    }
  }
  const unwatched = watched.indexOf(0);
  return unwatched < 0
    ? faults
    : [...faults, { code: 'CELL_UNWATCHED', rule: `cell ${unwatched} is watched by a monitor` }];
}
