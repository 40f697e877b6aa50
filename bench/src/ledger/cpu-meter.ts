// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';

/** Kernel ticks a second (USER_HZ), which Linux fixes at 100 for /proc. */
const TICKS_PER_SECOND = 100;

/** What ran beside a piece of work. */
export interface Measured<T> {
  readonly result: T;
  /** This process' part of the CPU time that it and the ledger's processes used; null where /proc is absent. */
  readonly ownShare: number | null;
}

/** Measures CPU time of this process against that of the ledger's processes and all they started. */
export function cpuMeter(ledgerPids: readonly number[]): { during<T>(work: () => Promise<T>): Promise<Measured<T>> } {
  return {
    during: async (work) => {
      const before = { own: ownSeconds(), ledger: treeSeconds(ledgerPids) };
      const result = await work();
      const own = ownSeconds() - before.own;
      const ledger = treeSeconds(ledgerPids);
      const ownShare = ledger === null || before.ledger === null ? null : own / (own + ledger - before.ledger);
      return { result, ownShare };
    },
  };
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function treeSeconds(roots: readonly number[]): number | null {
  const processes = processTable();
  if (processes === null) {
    return null;
  }
  const family = new Set(roots);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    processes.filter(({ parent }) => family.has(parent)).forEach(({ pid }) => family.add(pid));
  }
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

function processTable(): { pid: number; parent: number; ticks: number }[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name));
  } catch {
    return null; // no /proc on this system: the share is left out
  }
}

function statOf(pid: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // from the state on: 3rd field of proc(5)
    return [{ pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // the process ended between the listing and the look
  }
}
