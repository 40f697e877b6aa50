// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CHANGE = /^.*?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+).*Raft leader changed: \d+ -> (\d+)/;

/** The orderer that leads, by what the orderers' logs said last: consenter N of the channel is orderer N. */
export async function raftLeader(logDir: string): Promise<string> {
  const files = (await readdir(logDir)).filter((file) => /^orderer\d+\.log$/.test(file));
  const changes: { at: string; leader: number }[] = [];
  for (const file of files) {
    for (const line of (await readFile(join(logDir, file), 'utf8')).split('\n')) {
      const [, at, leader] = CHANGE.exec(line) ?? [];
      if (at !== undefined && Number(leader) > 0) {
        changes.push({ at, leader: Number(leader) });
      }
    }
  }
  const last = changes.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  if (last === undefined) {
    throw new Error(`no orderer in ${logDir} has told of a leader`);
  }
  return `orderer${last.leader}`;
}
