// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';

/** Memory of a process and everything it started. */
export interface TreeMemory {
  readonly processes: number;
  /** Sum of the resident sets, bytes. Pages that processes share count in each. */
  readonly residentBytes: number;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly kilobytes: number;
}

/** Adds up the resident memory of `root` and its descendants, as `ps` sees them; undefined where there is no `ps`. */
export function treeMemory(root: number): TreeMemory | undefined {
  const rows = processTable();
  if (rows === undefined) {
    return undefined;
  }
  const family = new Set([root]);
  for (let grown = true; grown;) {
    const found = rows.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    found.forEach(({ pid }) => family.add(pid));
    grown = found.length > 0;
  }
  const members = rows.filter(({ pid }) => family.has(pid));
  return {
    processes: members.length,
    residentBytes: members.reduce((sum, { kilobytes }) => sum + kilobytes * 1024, 0),
  };
}

function processTable(): Row[] | undefined {
  try {
    const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm='], { encoding: 'utf8' });
    return text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , command]) => command !== 'ps')
      .map(([pid, parent, kilobytes]) => ({
        pid: Number(pid),
        parent: Number(parent),
        kilobytes: Number(kilobytes),
      }));
  } catch {
    return undefined; // no ps on this system: the figure is left out, nothing depends on it
  }
}
