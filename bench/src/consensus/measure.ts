// SPDX-License-Identifier: Apache-2.0
import { defaultCommitteeParameters } from '@wattpass/chaincode/domain/committee/committee-parameters.js';
import { quorumOf, seatsFor } from '@wattpass/chaincode/domain/committee/seating-rules.js';
import { randomOf, type Random } from '../random.js';
import { drawLive, networkModel, type Instance } from './network-model.js';
import { drawLeader, pbftMessages, samplePbft, simulatePbft } from './pbft.js';
import { confirmations, simulateProofOfWork } from './proof-of-work.js';
import { seatRisk, simulateCommittee } from './reputation-committee.js';

/** The largest network of which PBFT's every message is simulated. */
export const FULL = 100;
const SAMPLE = 32;

/** One protocol with so many nodes and so many of them silent: means over the repetitions. */
export interface Row {
  readonly nodes: number;
  readonly faulty: number;
  readonly protocol: 'committee' | 'PBFT' | 'proof of work';
  readonly messages: number;
  /** Seconds until two thirds of the live nodes know that a batch is final. */
  readonly latency: number;
  /** Transactions a second, one batch after the other. */
  readonly throughput: number;
  /** Facts of one protocol. */
  readonly facts: Readonly<Record<string, number>>;
}

/** The three protocols on one network, of which `faulty` nodes are silent: fewer than a third. */
export function measure(nodes: number, faulty: number, repetitions: number, seed: number): Row[] {
  const random = randomOf(seed);
  const draws = Array.from({ length: repetitions }, () => drawLive(nodes, faulty, random));
  return [
    committeeRow(nodes, faulty, draws, random),
    pbftRow(nodes, faulty, draws, random),
    proofOfWorkRow(nodes, faulty, draws[0] as Uint8Array, random),
  ];
}

function committeeRow(nodes: number, faulty: number, draws: readonly Uint8Array[], random: Random): Row {
  const runs = draws.map((live) => simulateCommittee(live, random));
  const seats = seatsFor(nodes, defaultCommitteeParameters.committeeSeats);
  const quorum = quorumOf(seats);
  return {
    ...rowOf('committee', nodes, faulty, runs),
    facts: {
      seats,
      // closed forms: seats drawn by lot, which is the worst that rank can be to liars
      liarsHaveQuorum: seatRisk(nodes, faulty, seats, quorum),
      firstRoundFails: seatRisk(nodes, faulty, seats, seats - quorum + 1),
      fellBack: mean(runs.map(({ fellBack }) => Number(fellBack))),
    },
  };
}

function pbftRow(nodes: number, faulty: number, draws: readonly Uint8Array[], random: Random): Row {
  const cases = draws.map((live) => ({ live, leader: drawLeader(live, random) }));
  const sampled = cases.map(({ live, leader }) => samplePbft(live, leader, Math.min(SAMPLE, nodes), random));
  if (nodes > FULL) {
    return {
      ...rowOf('PBFT', nodes, faulty, sampled),
      facts: { simulated: 0, closedForm: pbftMessages(nodes, faulty, 0) },
    };
  }
  const full = cases.map(({ live, leader }) => simulatePbft(live, leader, random));
  if (full.some(({ messages }, index) => messages !== pbftMessages(nodes, faulty, cases[index]?.leader.silent ?? 0))) {
    throw new Error(`PBFT with ${nodes} nodes: the simulated messages are not those of the closed form`);
  }
  const row = rowOf('PBFT', nodes, faulty, full);
  return {
    ...row,
    facts: {
      simulated: 1,
      closedForm: pbftMessages(nodes, faulty, 0),
      sampledToFull: mean(sampled.map(({ latency }) => latency)) / 1000 / row.latency,
    },
  };
}

function proofOfWorkRow(nodes: number, faulty: number, live: Uint8Array, random: Random): Row {
  const run = simulateProofOfWork(live, nodes > 1_000 ? 60 : 200, random);
  const row = rowOf('proof of work', nodes, faulty, [run]);
  return {
    ...row,
    throughput: (networkModel.batch * 1000) / run.perBlock,
    facts: { confirmations: confirmations(faulty / nodes), stale: run.stale },
  };
}

function rowOf(
  protocol: Row['protocol'],
  nodes: number,
  faulty: number,
  runs: readonly Instance[],
): Omit<Row, 'facts'> {
  const latency = mean(runs.map((run) => run.latency)) / 1000;
  const messages = mean(runs.map((run) => run.messages));
  return { nodes, faulty, protocol, messages, latency, throughput: networkModel.batch / latency };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
