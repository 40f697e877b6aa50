// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../../learning-error.js';
import { columnOf, csvTable, type CsvTable } from './csv-table.js';
import { HOUR_MS } from './price-series.js';

/** One stay of somebody's car at a charger, as a site recorded it, in the full hours that lie within it. */
export interface RecordedStay {
  /** First full hour, since 1970 UTC. */
  readonly arrival: number;
  /** First hour that is no longer full. */
  readonly departure: number;
  /** Hours that local time was ahead of UTC at arrival. */
  readonly utcOffset: number;
  /** What was charged, kWh. */
  readonly deliveredKwh: number;
}

/** Stays of a site in the order of arrival. */
export interface RecordedStays {
  readonly stays: readonly RecordedStay[];
  /** What was found, repaired and left out. */
  readonly report: SessionReport;
}

/** Counts of what was not as it should be; `rows` = `kept` + everything left out. */
export interface SessionReport {
  readonly rows: number;
  readonly kept: number;
  /** Left out: no readable arrival, departure or energy. */
  readonly unreadable: number;
  /** Left out: the session, or the same stay, was there already. */
  readonly repeated: number;
  /** Left out: departs before it arrives. */
  readonly backwards: number;
  /** Left out: no full hour in it. */
  readonly short: number;
  /** Left out: stays of more than 14 days, energies that no car or charger takes. */
  readonly outliers: number;
  /** Kept: rows earlier than the one before, sorted. */
  readonly disordered: number;
  /** Kept: energies in Wh among others in kWh, divided by 1,000. */
  readonly rescaled: number;
}

const LONGEST_HOURS = 14 * 24;
/** No car's battery is larger, kWh, */
const LARGEST_KWH = 250;
/** and no charger stronger, kW. */
const STRONGEST_KW = 400;
/** Above this share of unreadable rows the file is something else. */
const READABLE_SHARE = 0.5;

/** A row as far as it can be read. */
interface Row {
  readonly arrival: number;
  readonly departure: number;
  readonly utcOffset: number;
  readonly energyKwh: number;
  /** What makes a row the same as another. */
  readonly identity: string;
}

type Fault = 'unreadable' | 'repeated' | 'backwards' | 'short' | 'outliers';

/**
 * Reads charging sessions: columns for arrival, departure and delivered energy, named as ACN-Data, ElaadNL and others do, in
 * any order among others. Times are ISO 8601 or RFC 1123; without an offset they are taken as UTC. Energy is in kWh, or in
 * Wh where the column's name says so.
 * @throws LearningError WRONG_FILE if columns are missing, most rows are unreadable, or the energies cannot be in the unit.
 */
export function recordedStays(text: string): RecordedStays {
  const table = csvTable(text);
  const read = reader(table);
  const seen = new Set<string>();
  const counts: Record<Fault | 'disordered' | 'rescaled', number> = {
    ...{ unreadable: 0, repeated: 0, backwards: 0, short: 0, outliers: 0 },
    ...{ disordered: 0, rescaled: 0 },
  };
  const stays: RecordedStay[] = [];
  let latest = -Infinity;
  for (const cells of table.rows) {
    const row = read(cells);
    const fault = faultOf(row, seen);
    if (fault !== undefined || row === undefined) {
      counts[fault ?? 'unreadable'] += 1;
      continue;
    }
    counts.disordered += row.arrival < latest ? 1 : 0;
    latest = Math.max(latest, row.arrival);
    const deliveredKwh = plausible(row);
    counts.rescaled += deliveredKwh === row.energyKwh ? 0 : 1;
    stays.push({ ...fullHours(row), utcOffset: row.utcOffset, deliveredKwh });
  }
  const rows = table.rows.length;
  requireReadable(rows, counts, stays.length);
  stays.sort((left, right) => left.arrival - right.arrival || left.departure - right.departure);
  return { stays, report: { rows, kept: stays.length, ...counts } };
}

/** The places of the columns that a row is read from; -1 for one that is not there and need not be. */
interface Columns {
  readonly arrival: number;
  readonly departure: number;
  readonly energy: number;
  readonly identifier: number;
  readonly station: number;
  /** How many of the energy's units a kWh is. */
  readonly perKwh: number;
}

function columnsOf(table: CsvTable): Columns {
  const find = (pattern: RegExp): number => table.columns.findIndex((name) => pattern.test(name));
  const energy = [/deliver|charged/, /total.?energy|^energy/].map(find).find((place) => place >= 0);
  const place = energy ?? columnOf(table, /^(?!.*request).*kwh/, 'the delivered energy');
  const name = table.columns[place] ?? '';
  return {
    arrival: columnOf(table, /^(arrival|connect|plug.?in|.*start)/, 'the arrival'),
    departure: columnOf(table, /^(departure|disconnect|unplug|plug.?out|(?!.*charg).*(end|stop))/, 'the departure'),
    energy: place,
    identifier: find(/session|transaction.?id/),
    station: find(/station|space|evse|charge.?point/),
    perKwh: /wh/.test(name) && !/kwh/.test(name) ? 1000 : 1,
  };
}

function reader(table: CsvTable): (cells: readonly string[]) => Row | undefined {
  const columns = columnsOf(table);
  return (cells) => {
    const cell = (place: number): string => cells[place]?.trim() ?? '';
    const [from, to] = [instantOf(cell(columns.arrival)), instantOf(cell(columns.departure))];
    const energyKwh = numberOf(cell(columns.energy)) / columns.perKwh;
    if ([from.time, to.time, energyKwh].some(Number.isNaN)) {
      return undefined;
    }
    const place = [from.time, to.time, columns.station < 0 ? energyKwh : cell(columns.station)].join(' ');
    const identity = cell(columns.identifier) || place;
    return { arrival: from.time, departure: to.time, utcOffset: from.utcOffset, energyKwh, identity };
  };
}

function faultOf(row: Row | undefined, seen: Set<string>): Fault | undefined {
  if (row === undefined) {
    return 'unreadable';
  }
  if (seen.has(row.identity)) {
    return 'repeated';
  }
  seen.add(row.identity);
  if (row.departure <= row.arrival) {
    return 'backwards';
  }
  if (row.departure - row.arrival > LONGEST_HOURS * HOUR_MS || Number.isNaN(plausible(row))) {
    return 'outliers';
  }
  const { arrival, departure } = fullHours(row);
  return departure <= arrival ? 'short' : undefined;
}

/** The energy, or a thousandth of it where only that can be; NaN where neither can. */
function plausible({ energyKwh, arrival, departure }: Row): number {
  const most = Math.min(LARGEST_KWH, (STRONGEST_KW * (departure - arrival)) / HOUR_MS);
  return [energyKwh, energyKwh / 1000].find((kwh) => kwh >= 0 && kwh <= most) ?? NaN;
}

function fullHours({ arrival, departure }: Row): { arrival: number; departure: number } {
  return { arrival: Math.ceil(arrival / HOUR_MS), departure: Math.floor(departure / HOUR_MS) };
}

function requireReadable(
  rows: number,
  { unreadable, rescaled }: { readonly unreadable: number; readonly rescaled: number },
  kept: number,
): void {
  if (kept === 0 || unreadable > READABLE_SHARE * rows) {
    throw new LearningError('WRONG_FILE', 'file', `readable sessions; ${unreadable} of ${rows} rows are not`);
  }
  if (rescaled > kept / 2) {
    throw new LearningError('WRONG_FILE', 'energy', 'kWh: these look like Wh, which the column must be named for');
  }
}

function instantOf(text: string): { time: number; utcOffset: number } {
  const trimmed = text.trim();
  if (/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}/.test(trimmed)) {
    return { time: Date.parse(trimmed), utcOffset: 0 };
  }
  if (!/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/.test(trimmed)) {
    return { time: NaN, utcOffset: 0 };
  }
  const iso = trimmed.replace(' ', 'T');
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):?(\d{2})$/.exec(iso.slice(16)) ?? [];
  const isZoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(iso.slice(16));
  const utcOffset = Math.round((Number(hours) + Number(minutes) / 60) * (sign === '-' ? -1 : 1));
  return { time: Date.parse(isZoned ? iso : `${iso}Z`), utcOffset };
}

function numberOf(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? NaN : Number(trimmed.includes('.') ? trimmed : trimmed.replace(',', '.'));
}
