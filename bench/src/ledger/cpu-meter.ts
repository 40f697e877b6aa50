// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';

/** Kernel ticks a second (USER_HZ), which Linux fixes at 100 for /proc. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that were used while something was measured, by part: `client` is this process, each family goes under its
 * own name (Fabric's programs under theirs), `others` is all else that the machine did meanwhile.
 */
export type CpuSeconds = Readonly<Record<string, number>>;

/** What was measured, and what ran beside it; undefined where /proc is absent. */
export interface Measured<T> {
  readonly result: T;
  readonly cpu: CpuSeconds | undefined;
}

/** Measures CPU time of this process, of families of processes by their roots, and of the rest of the machine. */
export function cpuMeter(families: Readonly<Record<string, readonly number[]>>): {
  during<T>(work: () => Promise<T>): Promise<Measured<T>>;
} {
  return {
    during: async (work) => {
      const before = look(families);
      const result = await work();
      const after = look(families);
      return { result, cpu: before === null || after === null ? undefined : between(before, after) };
    },
  };
}

interface Look {
  readonly machine: number;
  readonly parts: ReadonlyMap<string, number>;
}

function between(before: Look, after: Look): CpuSeconds {
  const parts = [...after.parts].map(([part, seconds]): [string, number] => [
    part,
    Math.max(0, seconds - (before.parts.get(part) ?? 0)),
  ]);
  const known = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return { ...Object.fromEntries(parts), others: Math.max(0, after.machine - before.machine - known) };
}

function look(families: Readonly<Record<string, readonly number[]>>): Look | null {
  const processes = processTable();
  if (processes === null) {
    return null;
  }
  const parts = new Map<string, number>();
  const add = (part: string, ticks: number): void => {
    parts.set(part, (parts.get(part) ?? 0) + ticks / TICKS_PER_SECOND);
  };
  add('client', processes.find(({ pid }) => pid === process.pid)?.ticks ?? 0);
  for (const [name, roots] of Object.entries(families)) {
    const family = familyOf(roots, processes);
    for (const { pid, program, ticks } of processes) {
      if (family.has(pid)) {
        add(program.startsWith('node') ? name : program, ticks);
      }
    }
  }
  return { machine: machineSeconds(), parts };
}

function familyOf(roots: readonly number[], processes: readonly ProcessLine[]): ReadonlySet<number> {
  const family = new Set(roots);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    processes.filter(({ parent }) => family.has(parent)).forEach(({ pid }) => family.add(pid));
  }
  return family;
}

/** CPU time that all processors have worked, without waiting and idling: the first line of proc_stat(5). */
function machineSeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softIrq) / TICKS_PER_SECOND;
}

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
  readonly ticks: number;
}

function processTable(): ProcessLine[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name));
  } catch {
    return null; // no /proc on this system: the shares are left out
  }
}

function statOf(pid: string): ProcessLine[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const program = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // from the state on: 3rd field of proc(5)
    return [{ pid: Number(pid), parent: Number(fields[1]), program, ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // the process ended between the listing and the look
  }
}
