// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often the ancestors are looked at, milliseconds. */
const PERIOD = 500;
/** How far npm may be away: npm, its shell, and one more for a wrapper. */
const MAX_STEPS = 4;

/** What is known of a process: its parent, its command line and when it started, which tells a reused id. */
function describe(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // a command name may hold spaces
    if (fields[0] === 'Z') {
      return undefined; // dead, only not yet collected
    }
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { parent: Number(fields[1]), command, started: fields[19] };
  } catch (error) {
    return error.code === 'ENOENT' && process.platform !== 'linux' ? describeByPs(pid) : undefined;
  }
}

function describeByPs(pid) {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, started, command] = /^(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/s.exec(line) ?? [];
    return parent === undefined ? undefined : { parent: Number(parent), command, started };
  } catch {
    return undefined; // ps answers 1 where there is no such process
  }
}

/** This process' ancestors up to the npm that runs it; none if it was not npm that started it. */
function ancestorsUpToNpm() {
  const chain = [];
  if (process.env['npm_lifecycle_event'] === undefined) {
    return chain;
  }
  for (let pid = process.ppid; pid > 1 && chain.length < MAX_STEPS;) {
    const found = describe(pid);
    if (found === undefined) {
      break;
    }
    chain.push({ pid, started: found.started });
    if (/^npm |npm-cli|npx-cli/.test(found.command)) {
      return chain;
    }
    pid = found.parent;
  }
  return chain.slice(0, 1); // another runner with npm's environment: watch the parent alone
}

/**
 * Calls `onGone` once when npm, or the shell between npm and this process, is gone. npm hands SIGTERM and Ctrl-C on, but
 * nothing tells a script that npm itself was killed, and it would live on with its children and ports.
 */
export function watchNpm(onGone = () => process.kill(process.pid, 'SIGTERM')) {
  const ancestors = ancestorsUpToNpm();
  if (ancestors.length === 0) {
    return;
  }
  const timer = setInterval(() => {
    const gone = ancestors.some(({ pid, started }) => describe(pid)?.started !== started);
    if (gone) {
      clearInterval(timer);
      onGone();
    }
  }, PERIOD);
  timer.unref();
}
