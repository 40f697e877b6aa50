// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../random.js';
import { EventQueue } from './event-queue.js';
import { checkedBy, delay, disseminate, networkModel, twoThirds, type Instance } from './network-model.js';

/** How many faults PBFT stands: fewer than a third. */
export function tolerated(nodes: number): number {
  return Math.floor((nodes - 1) / 3);
}

/**
 * Messages of one instance of PBFT (Castro and Liskov, 1999) with so many silent nodes and silent leaders before the
 * first live one: pre-prepare from the leader, prepare from live backups, commit from all live nodes, each to all others;
 * and for every leader given up on a view change from all live nodes and the next leader's new view.
 */
export function pbftMessages(nodes: number, faulty: number, silentLeaders: number): number {
  const others = nodes - 1;
  const live = nodes - faulty;
  const normal = others + (live - 1) * others + live * others;
  // a leader that is silent sends no new view; the first live one sends the only one
  return normal + silentLeaders * live * others + (silentLeaders > 0 ? others : 0);
}

/** The first live leader, and how many in a row were silent before it. */
export interface Leader {
  readonly leader: number;
  readonly silent: number;
}

/** Draws where the row of leaders begins. */
export function drawLeader(live: Uint8Array, random: Random): Leader {
  let leader = Math.floor(random() * live.length);
  let silent = 0;
  while (live[leader] === 0) {
    leader = (leader + 1) % live.length;
    silent += 1;
  }
  return { leader, silent };
}

/** When the first live leader begins: after the doubling timeouts of the silent ones, and a quorum of view changes. */
function leaderStarts(live: Uint8Array, silent: number, quorum: number, random: Random): number {
  if (silent === 0) {
    return 0;
  }
  const given = networkModel.timeout * (2 ** silent - 1);
  const changes = arrivalsAt(live, new Float64Array(live.length).fill(given), random);
  return checkedBy(changes, quorum);
}

/** When the votes of live nodes, each sent to all others at its own time, reach one node. */
function arrivalsAt(live: Uint8Array, sent: Float64Array, random: Random): Float64Array {
  return sent.map((at, sender) =>
    live[sender] === 1 ? at + random() * (live.length - 1) * networkModel.send + delay(random) : NaN,
  );
}

/** One instance, every message of it simulated but for those of a change of leaders. Meant for up to a few hundred nodes. */
export function simulatePbft(live: Uint8Array, { leader, silent }: Leader, random: Random): Instance {
  const nodes = live.length;
  const quorum = 2 * tolerated(nodes) + 1;
  const begin = leaderStarts(live, silent, quorum, random);
  let messages = silent === 0 ? 0 : silent * live.filter((each) => each === 1).length * (nodes - 1) + (nodes - 1);
  const received = disseminate(live, leader, begin, random);
  messages += nodes - 1;

  const queue = new EventQueue(4 * nodes * nodes);
  const busy = new Float64Array(nodes);
  const [prepares, commits] = [new Int32Array(nodes), new Int32Array(nodes)];
  const prepared = new Uint8Array(nodes);
  const committed = new Float64Array(nodes).fill(NaN);
  const PREPARE = 0;
  const COMMIT = 1;
  const OWN = 2; // the batch has come
  const multicast = (sender: number, at: number, kind: number): void => {
    for (let step = 1; step < nodes; step += 1) {
      const to = (sender + step) % nodes;
      messages += 1;
      if (live[to] === 1) {
        queue.push(at + step * networkModel.send + delay(random), 3 * to + kind);
      }
    }
  };
  const onPrepared = (node: number, at: number): void => {
    // the leader's pre-prepare stands for its prepare
    if (
      prepared[node] === 1 ||
      (prepares[node] ?? 0) < quorum - 1 ||
      Number.isNaN(received[node]) ||
      at < (received[node] ?? 0)
    ) {
      return;
    }
    prepared[node] = 1;
    commits[node] = (commits[node] ?? 0) + 1;
    multicast(node, at, COMMIT);
    onCommitted(node, at);
  };
  const onCommitted = (node: number, at: number): void => {
    if (prepared[node] === 1 && Number.isNaN(committed[node]) && (commits[node] ?? 0) >= quorum) {
      committed[node] = at + networkModel.execute;
    }
  };
  received.forEach((at, node) => {
    if (!Number.isNaN(at)) {
      queue.push(at, 3 * node + OWN);
    }
  });
  while (queue.size > 0) {
    const { time, event } = queue.pop();
    const [node, kind] = [Math.floor(event / 3), event % 3];
    if (kind === OWN) {
      if (node !== leader) {
        prepares[node] = (prepares[node] ?? 0) + 1;
        multicast(node, time, PREPARE);
      }
      onPrepared(node, time);
      continue;
    }
    const done = Math.max(time, busy[node] ?? 0) + networkModel.check;
    busy[node] = done;
    const votes = kind === PREPARE ? prepares : commits;
    votes[node] = (votes[node] ?? 0) + 1;
    onPrepared(node, done);
    onCommitted(node, done);
  }
  return { messages, latency: twoThirds(committed) };
}

/**
 * One instance for many nodes: messages are counted by closed form, and latency is that of a sample of nodes, each of which
 * gets the votes of all. A sampled node's votes come from nodes whose own times are drawn from the sample.
 */
export function samplePbft(live: Uint8Array, { leader, silent }: Leader, sample: number, random: Random): Instance {
  const nodes = live.length;
  const quorum = 2 * tolerated(nodes) + 1;
  const faulty = nodes - live.filter((each) => each === 1).length;
  const begin = leaderStarts(live, silent, quorum, random);
  const received = disseminate(live, leader, begin, random);
  const voters = live.slice();
  voters[leader] = 0;
  const prepares = Array.from({ length: sample }, () => arrivalsAt(voters, received, random));
  const prepared = prepares.map((arrivals) => checkedBy(arrivals, quorum - 1));
  const sent = received.map(() => prepared[Math.floor(random() * sample)] ?? 0);
  const committed = prepares.map((arrivals, index) => {
    const commits = arrivalsAt(live, sent, random);
    // commits wait behind the prepares that came before them
    const behind = new Float64Array(commits.length + arrivals.length);
    behind.set(commits);
    behind.set(arrivals, commits.length);
    const commitTimes = commits.filter((time) => !Number.isNaN(time)).sort();
    const decisive = commitTimes[quorum - 1] ?? Infinity;
    const before = behind.filter((time) => time <= decisive).length;
    return Math.max(prepared[index] ?? 0, checkedBy(behind, before)) + networkModel.execute;
  });
  return { messages: pbftMessages(nodes, faulty, silent), latency: twoThirds(Float64Array.from(committed)) };
}
